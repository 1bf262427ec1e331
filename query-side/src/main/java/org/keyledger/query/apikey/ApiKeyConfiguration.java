package org.keyledger.query.apikey;

import java.time.Clock;
import org.keyledger.query.lastused.Sightings;
import org.keyledger.query.projection.Projection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Key listings. */
@Configuration(proxyBeanMethods = false)
public class ApiKeyConfiguration {

    @Bean
    Projection tenantKeysProjection(Sightings sightings, Clock clock) {
        return new Projection(TenantKeys.VIEWS, models -> new TenantKeys(models, sightings, clock));
    }
}
