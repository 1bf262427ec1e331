package org.keyledger.server.metrics;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.keyledger.command.publisher.Publisher;
import org.keyledger.consumer.subscription.EventConsumer;
import org.keyledger.gateway.password.PasswordHasher;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.projection.ReadModels;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Configures the metrics of the service and the endpoint that serves them. */
@Configuration(proxyBeanMethods = false)
public class MetricsConfiguration {

    @Bean
    MetricsEndpoint metricsEndpoint(PrometheusMeterRegistry meters) {
        return new MetricsEndpoint(meters);
    }

    @Bean
    LagMetrics lagMetrics(
            Ledger ledger,
            LedgerAxonAdapter axon,
            ReadModels models,
            CredentialVerifier verifier,
            ObjectProvider<Publisher> publishers,
            ObjectProvider<EventConsumer<?>> consumers,
            PrometheusMeterRegistry meters) {
        var lags = new LagMetrics(
                ledger,
                axon,
                models,
                verifier,
                publishers.stream().toList(),
                consumers.stream().toList());
        lags.bindTo(meters);
        return lags;
    }

    @Bean
    PasswordHashingMetrics passwordHashingMetrics(PasswordHasher passwords, PrometheusMeterRegistry meters) {
        var hashing = new PasswordHashingMetrics(passwords);
        hashing.bindTo(meters);
        return hashing;
    }

    /** The outermost interceptor, so that requests that other interceptors reject are timed too. */
    @Bean
    WebMvcConfigurer requestMetricsConfigurer(PrometheusMeterRegistry meters) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new RequestMetricsInterceptor(meters)).order(Ordered.HIGHEST_PRECEDENCE);
            }
        };
    }
}
