package org.keyledger.command.erasure;

import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.keyledger.command.emailclaim.EmailClaimRegistry;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.axon.ClaimOwner;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.ledger.axon.ReactionGroup;
import org.keyledger.ledger.axon.ReactionGroup.InitialPosition;
import org.springframework.context.annotation.Bean;

/** Follows the ledger for erasures. A group that was never run, or lost its place, begins with the first event. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
public class ErasureConfiguration {

    static final String GROUP = "erasing";

    /** Lets the next start apply every erasure again: ledger or vault may have been put back from a backup. */
    public static void resetToken(AtomicStore cells) {
        ReactionGroup.resetToken(GROUP, cells);
    }

    @Bean
    ConfigurerModule erasure(Vault vault, LedgerAxonAdapter axonLedger, AtomicStore cells, ClaimOwner node) {
        var group = new ReactionGroup(GROUP, cells, node, InitialPosition.FIRST_EVENT);
        return configurer -> configurer.eventProcessing(processing -> {
            group.configure(processing);
            processing.registerEventHandler(axon -> keyDestroyer(axon, vault, axonLedger));
            processing.registerEventHandler(axon -> new ErasureReapplier(vault, axon.commandBus()));
        });
    }

    private static Object keyDestroyer(Configuration axon, Vault vault, LedgerAxonAdapter axonLedger) {
        return new SubjectKeyDestroyer(axon.getComponent(EmailClaimRegistry.class), vault, axonLedger);
    }
}
