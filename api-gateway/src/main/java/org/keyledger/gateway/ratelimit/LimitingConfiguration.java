package org.keyledger.gateway.ratelimit;

import java.time.Clock;
import org.keyledger.kernel.Keys;
import org.keyledger.ledger.Cells;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Limits, before the doors and behind them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
public class LimitingConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(LimitingConfiguration.class);

    @Bean
    Subjects subjects(Keys keys) {
        return new Subjects(keys);
    }

    @Bean
    Limiter limiter(Cells cells, Subjects subjects, LimitSettings settings, Clock clock) {
        if (!settings.enabled()) {
            LOG.warn("ALL LIMITS ARE OFF (KEYLEDGER_LIMITS=off): passwords can be guessed without end");
        }
        return new Limiter(cells, subjects, settings, clock);
    }

    @Bean
    Guesses guesses(Cells cells, Subjects subjects, LimitSettings settings, Clock clock) {
        return new Guesses(new PlaceCells(cells), subjects, settings, clock);
    }

    /** Before the guard: who comes too often is not even looked at. */
    @Bean
    WebMvcConfigurer doorsAreLimited(Limiter limiter) {
        return new WebMvcConfigurer() {
            @Override
            public void addInterceptors(InterceptorRegistry registry) {
                registry.addInterceptor(new LimitsBeforeDoors(limiter)).order(Ordered.HIGHEST_PRECEDENCE);
            }
        };
    }
}
