package org.keyledger.gateway.session;

import org.keyledger.gateway.identifier.RequestIdsFactory;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.Queries;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Session start, shared by sign-up and login. */
@Configuration(proxyBeanMethods = false)
public class SessionStarterConfiguration {

    @Bean
    SessionStarter sessionStarter(
            Commands commands, Queries queries, SessionTokenIssuer tokens, RequestIdsFactory idsFactory) {
        return new SessionStarter(commands, queries, tokens, idsFactory);
    }
}
