package org.keyledger.query.session;

import java.util.List;
import org.keyledger.query.projecting.Projection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Devices that users are signed in on. */
@Configuration(proxyBeanMethods = false)
public class SessionConfiguration {

    @Bean
    Projection devicesProjection() {
        return new Projection(List.of(Devices.VIEW), Devices::new);
    }
}
