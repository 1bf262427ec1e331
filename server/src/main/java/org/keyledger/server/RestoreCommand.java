package org.keyledger.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.keyledger.command.emailclaim.EmailClaimConfiguration;
import org.keyledger.command.erasure.ErasureConfiguration;
import org.keyledger.kernel.Actor;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.ledger.epoch.EpochStarter;
import org.keyledger.ledger.epoch.LedgerReopened;
import org.keyledger.ledger.rollbackdetection.RollbackDetector;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyledger ledger restore}: accepts a ledger that was restored from a backup and starts a new epoch. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Continue with a ledger that was restored from a backup, in a new epoch.",
            "All events after the backup are lost, everywhere. Stop the service first."
        })
final class RestoreCommand implements Callable<Integer> {

    @Option(names = "--yes", description = "Do not ask for confirmation.")
    private boolean yes;

    @Mixin
    private CommandOutput output;

    @Override
    public Integer call() {
        try (var context = Keyledger.openContext(RestoreCommandConfiguration.class)) {
            return restore(context);
        }
    }

    private int restore(ApplicationContext context) {
        var storage = context.getBean(LedgerStorage.class);
        var rollbackDetector = context.getBean(RollbackDetector.class);
        var ledger = storage.ledger();
        output.printMessage(
                "The next position of this ledger is %s. Positions recorded elsewhere:", ledger.nextPosition());
        rollbackDetector.readings().forEach(reading -> output.printMessage("  %s", reading));
        if (!yes && !confirmed()) {
            output.printMessage("Nothing was changed.");
            return CommandLine.ExitCode.USAGE;
        }
        rebuildEmailClaims(context.getBean(LedgerAxonAdapter.class), storage);
        var epochStarter = new EpochStarter(
                ledger,
                context.getBean(Clock.class),
                context.getBean(SecureRandom.class),
                Actor.operator().metadata());
        var reopened = rollbackDetector.startEpoch(epochStarter, ledger, storage.vault());
        ErasureConfiguration.resetToken(storage.atomicStore());
        printOutcome(reopened);
        return CommandLine.ExitCode.OK;
    }

    /** Runs before the witnesses are updated: after an interruption, the next start is still refused. */
    private void rebuildEmailClaims(LedgerAxonAdapter axonLedger, LedgerStorage storage) {
        var progress = new ProgressReporter(output, "reading sign-ups");
        var total = storage.ledger().nextPosition().value();
        var unread = EmailClaimConfiguration.rebuildEntries(
                axonLedger, storage.atomicStore(), next -> progress.report(next.value(), total));
        if (unread > 0) {
            output.printMessage(
                    "The keys of %d accounts are missing from the vault. Others can sign up with their addresses.",
                    unread);
        }
    }

    private boolean confirmed() {
        output.prompt("Discard all events that are not in this ledger and start a new epoch? Type yes: ");
        try {
            var answer = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            return answer != null && answer.strip().equalsIgnoreCase("yes");
        } catch (IOException e) {
            return false;
        }
    }

    private void printOutcome(LedgerReopened reopened) {
        output.printOutcome(
                "Ledger %s is now in epoch %d, which follows position %d with hash %s.",
                "{\"ledger\":\"%s\",\"epoch\":%d,\"parent_position\":%d,\"parent_hash\":\"%s\"}",
                reopened.ledger(),
                reopened.epoch(),
                reopened.parentPosition(),
                reopened.parentHash());
    }
}
