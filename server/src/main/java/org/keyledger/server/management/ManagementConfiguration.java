package org.keyledger.server.management;

import org.keyledger.gateway.problem.ProblemBoundary;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

/** Configures the management listener, which serves every {@link ManagementEndpoint} bean. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ManagementSettings.class)
public class ManagementConfiguration {

    /** The endpoints are created at the first request: the web server is created before the modules that they show. */
    @Bean
    ManagementListener managementListener(
            ManagementSettings settings, ObjectProvider<ManagementEndpoint> endpoints, ProblemBoundary boundary) {
        var hosts = ManagementHosts.of(settings.hosts());
        var router = SingletonSupplier.of(
                () -> new ManagementRouter(hosts, endpoints.stream().toList()));
        return new ManagementListener(settings, router, boundary);
    }
}
