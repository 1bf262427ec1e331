package org.keyledger.query.lastused;

import org.keyledger.ledger.Views;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Configures the tracker of last uses. */
@Configuration(proxyBeanMethods = false)
public class LastUsedConfiguration {

    @Bean
    LastUsedTracker lastUsedTracker(Views views) {
        return LastUsedTracker.start(views);
    }
}
