package org.keyledger.gateway.session;

import java.time.Clock;
import org.keyledger.gateway.authentication.SameOriginCheck;
import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Session start, shared by sign-up and login. */
@Configuration(proxyBeanMethods = false)
public class SessionStarterConfiguration {

    @Bean
    OpenedLinkCookie openedLinkCookie(
            ServiceKeys keys, PublicSettings settings, SameOriginCheck sameOriginCheck, Clock clock) {
        return new OpenedLinkCookie(keys, settings, sameOriginCheck::isSameOrigin, clock);
    }

    @Bean
    SessionStarter sessionStarter(
            Commands commands, Queries queries, SessionTokenIssuer tokens, RequestIdsFactory idsFactory) {
        return new SessionStarter(commands, queries, tokens, idsFactory);
    }
}
