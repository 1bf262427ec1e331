package org.keyledger.command.emailclaim;

import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.axonframework.config.ConfigurerModule;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Reservations;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.ledger.axon.LedgerRepository;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Registers the aggregate and the registry of e-mail claims. */
@Configuration(proxyBeanMethods = false)
public class EmailClaimConfiguration {

    private static final ClaimRebuild.Kind<EmailClaimed> CLAIMS = new ClaimRebuild.Kind<>(
            EmailClaim.class.getSimpleName(),
            StoredEmailClaim.KEY_PREFIX,
            EmailClaimed.class,
            EmailReleased.class,
            EmailClaimed::claim,
            claimed -> claimed.email().isErased()
                    ? Optional.empty()
                    : Optional.of(StoredEmailClaim.storeKey(claimed.email())),
            claimed -> StoredEmailClaim.of(claimed.claim()).bytes(),
            bytes -> StoredEmailClaim.parse(bytes).claim());

    /**
     * Rebuilds the reservation of each claimed address from the ledger, after a backup was restored, and removes the
     * reservations of claims that the ledger does not have for their address. The service must be stopped.
     *
     * @param listener receives, for each commit that is read, the position of the next one
     * @return how many claims cannot be read because an older vault lacks their key; their addresses can be claimed by
     *     others
     */
    public static long rebuildReservations(
            LedgerAxonAdapter axonLedger, Reservations reservations, Consumer<Position> listener) {
        return new ClaimRebuild<>(CLAIMS, axonLedger, reservations).rebuild(listener);
    }

    @Bean
    ConfigurerModule emailClaimCommandHandling(Ledger ledger, Clock clock) {
        return configurer -> configurer
                .configureAggregate(LedgerRepository.of(EmailClaim.class))
                .registerComponent(
                        EmailClaimRegistry.class,
                        axon -> new EmailClaimRegistry(
                                ledger.reservations(), axon.repository(EmailClaim.class), clock));
    }
}
