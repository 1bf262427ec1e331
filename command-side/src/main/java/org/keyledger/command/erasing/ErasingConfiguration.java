package org.keyledger.command.erasing;

import org.axonframework.config.ConfigurerModule;
import org.keyledger.command.emailclaim.EmailClaims;
import org.keyledger.ledger.Cells;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.axon.AxonLedger;
import org.keyledger.ledger.axon.Node;
import org.keyledger.ledger.axon.ReactionGroup;
import org.keyledger.ledger.axon.ReactionGroup.Begin;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Follows the ledger for erasures. A group that was never run, or lost its place, begins with the first event. */
@Configuration(proxyBeanMethods = false)
public class ErasingConfiguration {

    @Bean
    ConfigurerModule erasing(Vault vault, AxonLedger axonLedger, Cells cells, Node node) {
        var group = new ReactionGroup(WhenUserErasedThenDestroyTheirKey.GROUP, cells, node, Begin.WITH_THE_FIRST_EVENT);
        return configurer -> configurer
                .eventProcessing(group::configure)
                .eventProcessing(
                        processing -> processing.registerEventHandler(axon -> new WhenUserErasedThenDestroyTheirKey(
                                axon.getComponent(EmailClaims.class), vault, axonLedger)));
    }
}
