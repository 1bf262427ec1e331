package org.keyledger.gateway.password;

import org.keyledger.gateway.blocklist.CommonPasswords;
import org.keyledger.kernel.Intake;
import org.keyledger.kernel.Keys;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hashing and its threads. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HashingSettings.class)
public class HashingConfiguration {

    @Bean
    HashingPool hashingPool(HashingSettings settings) {
        return new HashingPool(settings.threadsOn(Runtime.getRuntime().availableProcessors()), settings.queue());
    }

    @Bean
    Passwords passwords(Keys keys, HashingPool pool, Intake intake, HashingSettings settings) {
        return new Passwords(keys, pool, intake, settings);
    }

    @Bean
    PasswordRules passwordRules(CommonPasswords common) {
        return new PasswordRules(common);
    }

    @Bean
    Addresses addresses(Keys keys) {
        return new Addresses(keys);
    }
}
