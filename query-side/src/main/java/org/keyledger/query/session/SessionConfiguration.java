package org.keyledger.query.session;

import java.time.Clock;
import java.util.List;
import org.keyledger.query.lastused.Sightings;
import org.keyledger.query.projection.Projection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Devices that users are signed in on. */
@Configuration(proxyBeanMethods = false)
public class SessionConfiguration {

    @Bean
    Projection devicesProjection(Sightings sightings, Clock clock) {
        return new Projection(List.of(Devices.VIEW), models -> new Devices(models, sightings, clock));
    }
}
