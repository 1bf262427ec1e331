package org.keyledger.gateway.opening;

import org.keyledger.gateway.dispatching.Commands;
import org.keyledger.gateway.dispatching.Queries;
import org.keyledger.gateway.minting.Mints;
import org.keyledger.gateway.signing.SessionTokens;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Session opening, for every way of signing in. */
@Configuration(proxyBeanMethods = false)
public class OpeningConfiguration {

    @Bean
    SessionOpening sessionOpening(Commands commands, Queries queries, SessionTokens tokens, Mints mints) {
        return new SessionOpening(commands, queries, tokens, mints);
    }
}
