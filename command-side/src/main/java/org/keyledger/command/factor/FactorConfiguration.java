package org.keyledger.command.factor;

import org.axonframework.config.ConfigurerModule;
import org.keyledger.command.session.PasskeyVerifier;
import org.keyledger.command.session.SecondFactorVerifier;
import org.keyledger.command.session.SessionValidator;
import org.keyledger.command.user.UnprovedCredentialRemover;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.axon.LedgerRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the aggregate and the command handler of second factors. */
@Configuration(proxyBeanMethods = false)
public class FactorConfiguration {

    @Bean
    ConfigurerModule factorCommandHandling(Ledger ledger) {
        return configurer -> configurer
                .configureAggregate(LedgerRepository.of(SecondFactor.class))
                .registerComponent(
                        SecondFactors.class,
                        axon -> new SecondFactors(
                                axon.repository(SecondFactor.class),
                                id -> ledger.lastSequence(id).isPresent(),
                                axon.getComponent(PasskeyVerifier.class)))
                .registerComponent(SecondFactorVerifier.class, axon -> axon.getComponent(SecondFactors.class))
                .registerCommandHandler(axon -> new FactorCommandHandler(
                        axon.getComponent(SecondFactors.class), axon.getComponent(SessionValidator.class)));
    }

    @Bean
    UnprovedCredentialRemover.Source secondFactorRemover() {
        return axon -> axon.getComponent(SecondFactors.class);
    }
}
