package org.keyledger.command.login;

import java.time.Clock;
import org.axonframework.config.ConfigurerModule;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.ledger.axon.LedgerRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the aggregates and command handlers of failed log-ins, declined requests and magic links, and the padding of commits. */
@Configuration(proxyBeanMethods = false)
public class LoginConfiguration {

    @Bean
    ConfigurerModule loginCommandHandling(LedgerAxonAdapter ledger, Clock clock) {
        return configurer -> configurer
                .configureAggregate(LedgerRepository.of(FailedLogins.class))
                .configureAggregate(LedgerRepository.of(DeclinedRequests.class))
                .configureAggregate(LedgerRepository.of(MagicLinks.class))
                .configureAggregate(LedgerRepository.of(PaddedCommit.class))
                .registerComponent(CommitPadding.class, axon -> new CommitPadding(axon.repository(PaddedCommit.class)))
                .registerCommandHandler(axon -> new LoginCommandHandler(
                        axon.repository(FailedLogins.class),
                        axon.repository(DeclinedRequests.class),
                        ledger.keys(),
                        clock))
                .registerCommandHandler(
                        axon -> new MagicLinkCommandHandler(axon.repository(MagicLinks.class), ledger.keys(), clock));
    }
}
