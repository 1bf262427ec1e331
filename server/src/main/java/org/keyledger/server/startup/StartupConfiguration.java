package org.keyledger.server.startup;

import org.keyledger.gateway.ratelimit.RateLimitSettings;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.server.health.ReadinessCheck;
import org.keyledger.server.management.ManagementListener;
import org.keyledger.server.settings.Settings;
import org.keyledger.server.wiring.BrokerLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the start-up banner. */
@Configuration(proxyBeanMethods = false)
public class StartupConfiguration {

    @Bean
    StartupBanner startupBanner(
            Settings settings,
            LedgerStorage storage,
            RateLimitSettings limits,
            ReadinessCheck readiness,
            BrokerLifecycle broker,
            ManagementListener management) {
        return new StartupBanner(settings, storage, limits, readiness, broker, management, System.out);
    }
}
