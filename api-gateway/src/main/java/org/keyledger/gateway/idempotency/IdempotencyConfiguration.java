package org.keyledger.gateway.idempotency;

import java.util.List;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.messaging.ReadYourWrites;
import org.keyledger.kernel.ExpiryClock;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.ledger.AtomicStore;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Configures the handling of the header {@code Idempotency-Key} in all endpoints that create resources. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(IdempotencySettings.class)
public class IdempotencyConfiguration {

    @Bean
    IdempotentExecutor idempotentExecutor(
            ServiceKeys keys,
            AtomicStore store,
            Queries queries,
            ReadYourWrites readYourWrites,
            RequestIdsFactory idsFactory,
            IdempotencySettings settings,
            ExpiryClock expiryClock) {
        return new IdempotentExecutor(
                keys,
                new InProgressRequests(store, settings.runsAtMost()),
                queries,
                readYourWrites,
                idsFactory,
                expiryClock.clock());
    }

    @Bean
    WebMvcConfigurer idempotentRequestArgumentResolver() {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new IdempotentRequestArgumentResolver());
            }
        };
    }
}
