package org.keyledger.server.starting;

import org.keyledger.server.settings.Settings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What is said at the start. */
@Configuration(proxyBeanMethods = false)
public class StartingConfiguration {

    @Bean
    StartScreen startScreen(Settings settings) {
        return new StartScreen(settings, System.out);
    }
}
