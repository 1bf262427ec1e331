package org.keyledger.gateway.session;

import java.time.Clock;
import org.keyledger.gateway.authentication.SameOriginCheck;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The cookie of opened links, shared by verification and login. */
@Configuration(proxyBeanMethods = false)
public class OpenedLinkConfiguration {

    @Bean
    OpenedLinkCookie openedLinkCookie(
            ServiceKeys keys, PublicSettings settings, SameOriginCheck sameOriginCheck, Clock clock) {
        return new OpenedLinkCookie(keys, settings, sameOriginCheck::isSameOrigin, clock);
    }
}
