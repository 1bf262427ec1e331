package org.keyledger.gateway.ratelimit;

import java.time.Clock;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.ledger.AtomicStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Rate limits of endpoints, tenants and login attempts. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RateLimitSettings.class)
public class RateLimitConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(RateLimitConfiguration.class);

    @Bean
    CounterKeys counterKeys(ServiceKeys keys) {
        return new CounterKeys(keys);
    }

    @Bean
    RateLimiter rateLimiter(AtomicStore store, CounterKeys counterKeys, RateLimitSettings settings, Clock clock) {
        if (!settings.enabled()) {
            LOG.warn("Rate limits are disabled (KEYLEDGER_LIMITS=off), passwords can be guessed without limit");
        }
        return new RateLimiter(store, counterKeys, settings, clock);
    }

    @Bean
    AttemptLimiter attemptLimiter(AtomicStore store, CounterKeys counterKeys, Clock clock) {
        return new AttemptLimiter(new LoginAttemptStore(store), counterKeys, clock);
    }

    @Bean
    FailedLoginLimiter failedLoginLimiter(
            AttemptLimiter attempts,
            AtomicStore store,
            CounterKeys counterKeys,
            RateLimitSettings settings,
            Clock clock) {
        return new FailedLoginLimiter(attempts, new KnownDevices(store, counterKeys, clock), settings);
    }

    @Bean
    WrongCodeLimiter wrongCodeLimiter(AttemptLimiter attempts, RateLimitSettings settings) {
        return new WrongCodeLimiter(attempts, settings);
    }

    /** Before authentication, so that a call above the limit costs no verification. */
    @Bean
    WebMvcConfigurer rateLimitInterceptor(RateLimiter limiter) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new RateLimitInterceptor(limiter)).order(Ordered.HIGHEST_PRECEDENCE + 1);
            }
        };
    }
}
