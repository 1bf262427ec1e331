package org.keyledger.command.passkey;

import org.axonframework.config.ConfigurerModule;
import org.keyledger.command.session.PasskeyVerifier;
import org.keyledger.command.session.SessionValidator;
import org.keyledger.command.user.UnprovedCredentialRemover;
import org.keyledger.command.user.WayIn;
import org.keyledger.command.user.WaysIn;
import org.keyledger.ledger.axon.LedgerRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the aggregates and the command handler of passkeys. */
@Configuration(proxyBeanMethods = false)
public class PasskeyConfiguration {

    @Bean
    ConfigurerModule passkeyCommandHandling() {
        return configurer -> configurer
                .configureAggregate(LedgerRepository.of(UserPasskeys.class))
                .configureAggregate(LedgerRepository.of(PasskeyCredential.class))
                .registerComponent(
                        Passkeys.class,
                        axon -> new Passkeys(
                                axon.repository(UserPasskeys.class), axon.repository(PasskeyCredential.class)))
                .registerComponent(PasskeyVerifier.class, axon -> axon.getComponent(Passkeys.class))
                .registerCommandHandler(axon -> new PasskeyCommandHandler(
                        axon.getComponent(Passkeys.class),
                        axon.getComponent(SessionValidator.class),
                        axon.getComponent(WaysIn.class)));
    }

    @Bean
    UnprovedCredentialRemover.Source passkeyRemover() {
        return axon -> axon.getComponent(Passkeys.class);
    }

    @Bean
    WayIn.Source passkeyWayIn() {
        return axon -> axon.getComponent(Passkeys.class);
    }
}
