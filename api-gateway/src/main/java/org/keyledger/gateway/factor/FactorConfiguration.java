package org.keyledger.gateway.factor;

import org.keyledger.gateway.export.PersonalDataSource;
import org.keyledger.gateway.messaging.Queries;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Use cases of second factors. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecondFactorSettings.class)
@Import(SecondFactorEnrolment.class)
public class FactorConfiguration {

    @Bean
    PersonalDataSource secondFactorDataSource(Queries queries) {
        return new SecondFactorDataSource(queries);
    }
}
