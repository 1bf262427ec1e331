package org.keyledger.server;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.keyledger.command.emailclaim.EmailClaimConfiguration;
import org.keyledger.command.erasure.ErasureConfiguration;
import org.keyledger.command.federation.FederationConfiguration;
import org.keyledger.kernel.Actor;
import org.keyledger.kernel.EventTypes;
import org.keyledger.kernel.restore.RestoreEvent;
import org.keyledger.kernel.restore.RestoreEvent.KeysSuspended;
import org.keyledger.kernel.restore.RestoreEvent.SessionsEnded;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.ledger.epoch.EpochStarter;
import org.keyledger.ledger.epoch.LedgerAggregate.NamedEvent;
import org.keyledger.ledger.epoch.LedgerReopened;
import org.keyledger.ledger.rollbackdetection.RollbackDetector;
import org.keyledger.server.RestoreCommand.KeyPolicy;
import org.springframework.context.ApplicationContext;

/** Starts a new epoch in a storage that was restored from a backup. */
final class EpochStart {

    private final ApplicationContext context;
    private final CommandOutput output;
    private final LedgerStorage storage;

    /** @param context of {@link RestoreCommandConfiguration} */
    EpochStart(ApplicationContext context, CommandOutput output) {
        this.context = context;
        this.output = output;
        this.storage = context.getBean(LedgerStorage.class);
    }

    /** Returns when the new epoch is durable. An interrupted call can be repeated. */
    void run(KeyPolicy keys) {
        rebuildClaims(context.getBean(LedgerAxonAdapter.class));
        var starter = new EpochStarter(
                storage.ledger(),
                context.getBean(Clock.class),
                context.getBean(SecureRandom.class),
                Actor.operator().metadata(),
                reopened -> consequences(reopened, keys));
        var reopened = context.getBean(RollbackDetector.class).startEpoch(starter, storage.ledger(), storage.vault());
        ErasureConfiguration.resetToken(storage.atomicStore());
        printOutcome(reopened, keys);
    }

    /** In the commit of the epoch: a crash cannot leave an epoch in which old credentials are accepted. */
    private static List<NamedEvent> consequences(LedgerReopened reopened, KeyPolicy keys) {
        Stream<RestoreEvent> events = Stream.of(new SessionsEnded(reopened.ledger(), reopened.epoch()));
        if (keys == KeyPolicy.SUSPEND) {
            events = Stream.concat(events, Stream.of(new KeysSuspended(reopened.ledger(), reopened.epoch())));
        }
        return events.map(event -> new NamedEvent(EventTypes.nameOf(event), event))
                .toList();
    }

    /** Runs before the witnesses are updated: after an interruption, the next start is still refused. */
    private void rebuildClaims(LedgerAxonAdapter axonLedger) {
        var progress = new ProgressReporter(output, "reading sign-ups");
        var total = storage.ledger().nextPosition().value();
        var unread = EmailClaimConfiguration.rebuildReservations(
                axonLedger, storage.ledger().reservations(), next -> progress.report(next.value(), total));
        if (unread > 0) {
            output.printMessage(
                    "The keys of %d accounts are missing from the vault. Others can sign up with their addresses.",
                    unread);
        }
        // an account whose key is missing was counted above
        FederationConfiguration.rebuildReservations(axonLedger, storage.ledger().reservations(), next -> {});
    }

    private void printOutcome(LedgerReopened reopened, KeyPolicy keys) {
        output.printMessage(
                keys == KeyPolicy.SUSPEND
                        ? "Every session has ended, and every API key is suspended until its tenant confirms it. To"
                                + " confirm keys yourself: ./keyledger restore --confirm-keys all"
                        : "Every session has ended. Every API key of the backup is accepted, also those that were"
                                + " revoked after it.");
        output.printOutcome(
                "Ledger %s is now in epoch %d, which follows position %d with hash %s.",
                "{\"ledger\":\"%s\",\"epoch\":%d,\"parent_position\":%d,\"parent_hash\":\"%s\",\"keys\":\"%s\"}",
                reopened.ledger(),
                reopened.epoch(),
                reopened.parentPosition(),
                reopened.parentHash(),
                keys);
    }
}
