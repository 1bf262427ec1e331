package org.keyledger.command.federation;

import java.util.Optional;
import java.util.function.Consumer;
import org.axonframework.config.ConfigurerModule;
import org.keyledger.command.emailclaim.ClaimRebuild;
import org.keyledger.command.session.SessionValidator;
import org.keyledger.command.user.IdentityLinker;
import org.keyledger.command.user.ProvedAddresses;
import org.keyledger.command.user.UnprovedCredentialRemover;
import org.keyledger.command.user.WayIn;
import org.keyledger.command.user.WaysIn;
import org.keyledger.kernel.federation.IdentityClaimEvent.IdentityClaimed;
import org.keyledger.kernel.federation.IdentityClaimEvent.IdentityReleased;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Reservations;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.ledger.axon.LedgerRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the aggregates, the registry and the command handler of linked identities. */
@Configuration(proxyBeanMethods = false)
public class FederationConfiguration {

    private static final ClaimRebuild.Kind<IdentityClaimed> CLAIMS = new ClaimRebuild.Kind<>(
            IdentityClaim.class.getSimpleName(),
            StoredIdentityClaim.KEY_PREFIX,
            IdentityClaimed.class,
            IdentityReleased.class,
            IdentityClaimed::claim,
            claimed -> claimed.identity().isErased()
                    ? Optional.empty()
                    : Optional.of(StoredIdentityClaim.storeKey(claimed.identity())),
            claimed -> StoredIdentityClaim.bytes(claimed.claim()),
            StoredIdentityClaim::parse);

    /**
     * Rebuilds the reservation of each claimed identity from the ledger, after a backup was restored, and removes the
     * reservations of claims that the ledger does not have for their identity. The service must be stopped.
     *
     * @param listener receives, for each commit that is read, the position of the next one
     * @return how many claims cannot be read because an older vault lacks their key; their identities can be claimed by
     *     others
     */
    public static long rebuildReservations(
            LedgerAxonAdapter axonLedger, Reservations reservations, Consumer<Position> listener) {
        return new ClaimRebuild<>(CLAIMS, axonLedger, reservations).rebuild(listener);
    }

    @Bean
    ConfigurerModule federationCommandHandling(Ledger ledger) {
        return configurer -> configurer
                .configureAggregate(LedgerRepository.of(IdentityClaim.class))
                .configureAggregate(LedgerRepository.of(UserIdentities.class))
                .registerComponent(
                        IdentityRegistry.class,
                        axon -> new IdentityRegistry(ledger.reservations(), axon.repository(IdentityClaim.class)))
                .registerComponent(
                        Federation.class,
                        axon -> new Federation(
                                axon.repository(UserIdentities.class), axon.getComponent(IdentityRegistry.class)))
                .registerComponent(IdentityLinker.class, axon -> axon.getComponent(Federation.class))
                .registerCommandHandler(axon -> new FederationCommandHandler(
                        axon.getComponent(Federation.class),
                        axon.getComponent(SessionValidator.class),
                        axon.getComponent(ProvedAddresses.class),
                        axon.getComponent(WaysIn.class)));
    }

    @Bean
    UnprovedCredentialRemover.Source identityRemover() {
        return axon -> axon.getComponent(Federation.class);
    }

    @Bean
    WayIn.Source identityWayIn() {
        return axon -> axon.getComponent(Federation.class);
    }
}
