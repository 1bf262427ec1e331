package org.keyledger.gateway.password;

import org.keyledger.gateway.blocklist.CommonPasswords;
import org.keyledger.kernel.AppendAdmission;
import org.keyledger.kernel.ServiceKeys;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Password hashing, its threads and the password policy. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(HashingSettings.class)
public class PasswordConfiguration {

    @Bean
    HashingPool hashingPool(HashingSettings settings) {
        return new HashingPool(settings.threadsOn(Runtime.getRuntime().availableProcessors()), settings.queue());
    }

    @Bean
    PasswordHasher passwordHasher(
            ServiceKeys keys, HashingPool pool, AppendAdmission appends, HashingSettings settings) {
        return new PasswordHasher(keys, pool, appends, settings);
    }

    @Bean
    PasswordPolicy passwordPolicy(CommonPasswords common) {
        return new PasswordPolicy(common);
    }

    @Bean
    EmailHasher emailHasher(ServiceKeys keys) {
        return new EmailHasher(keys);
    }
}
