package org.keyledger.command.erasure;

import java.util.List;
import org.axonframework.config.Configuration;
import org.axonframework.config.ConfigurerModule;
import org.keyledger.command.emailclaim.EmailClaimRegistry;
import org.keyledger.command.federation.IdentityRegistry;
import org.keyledger.kernel.ErasableCopy;
import org.keyledger.kernel.ErasureListener;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.axon.ClaimOwner;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.ledger.axon.ReactionGroup;
import org.keyledger.ledger.axon.ReactionGroup.InitialPosition;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;

/** Starts the reactions that complete an erasure, with the first event if no token is stored. */
@org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
public class ErasureConfiguration {

    static final String GROUP = "erasing";

    /** Makes the next start apply every erasure again, because ledger or vault may have been restored from a backup. */
    public static void resetToken(AtomicStore atomicStore) {
        ReactionGroup.resetToken(GROUP, atomicStore);
    }

    @Bean
    ConfigurerModule erasure(
            Vault vault,
            LedgerAxonAdapter axonLedger,
            AtomicStore atomicStore,
            ClaimOwner node,
            ObjectProvider<ErasableCopy> copies,
            ObjectProvider<ErasureListener> listeners) {
        var group = new ReactionGroup(GROUP, atomicStore, node, InitialPosition.FIRST_EVENT);
        return configurer -> configurer.onInitialize(axon -> {
            axon.onStart(() -> group.start(
                    axonLedger.eventStore(),
                    List.of(
                            keyDestroyer(
                                    axon,
                                    copies.stream().toList(),
                                    vault,
                                    axonLedger,
                                    listeners.stream().toList()),
                            new ErasureReapplier(vault, axon.commandBus()))));
            axon.onShutdown(group::close);
        });
    }

    private static Object keyDestroyer(
            Configuration axon,
            List<ErasableCopy> copies,
            Vault vault,
            LedgerAxonAdapter axonLedger,
            List<ErasureListener> listeners) {
        return new SubjectKeyDestroyer(
                axon.getComponent(EmailClaimRegistry.class),
                axon.getComponent(IdentityRegistry.class),
                copies,
                vault,
                axonLedger,
                listeners);
    }
}
