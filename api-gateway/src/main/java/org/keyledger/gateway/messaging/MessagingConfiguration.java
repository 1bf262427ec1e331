package org.keyledger.gateway.messaging;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.queryhandling.QueryBus;
import org.keyledger.kernel.CredentialVerifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sending of commands and queries to the other modules. */
@Configuration(proxyBeanMethods = false)
public class MessagingConfiguration {

    @Bean
    Queries queries(QueryBus bus) {
        return new Queries(bus);
    }

    @Bean
    ReadYourWrites readYourWrites(Queries queries, CredentialVerifier verifier) {
        return new ReadYourWrites(queries, verifier);
    }

    @Bean
    Commands commands(CommandBus bus, ReadYourWrites readYourWrites) {
        return new Commands(bus, readYourWrites);
    }

    @Bean
    PostResponseExecutor postResponseExecutor() {
        return new PostResponseExecutor();
    }
}
