package org.keyledger.gateway.audit;

import org.keyledger.gateway.export.PersonalDataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Security events of the caller. */
@Configuration(proxyBeanMethods = false)
@Import({Activity.class, ActivityEndpoint.class})
public class AuditConfiguration {

    @Bean
    PersonalDataSource activityDataSource(Activity activity) {
        return new ActivityDataSource(activity);
    }
}
