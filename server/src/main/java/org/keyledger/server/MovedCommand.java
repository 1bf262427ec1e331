package org.keyledger.server;

import java.util.concurrent.Callable;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.rollbackdetection.RollbackDetector;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code keyledger moved}: accepts database files that were moved. */
@Command(
        name = "moved",
        mixinStandardHelpOptions = true,
        description = {
            "Accept database files that were moved to another folder or disk.",
            "Only if they are the newest copy: nothing was written to another copy since. For a backup",
            "use ./keyledger restore. Stop the service first."
        })
final class MovedCommand implements Callable<Integer> {

    @Mixin
    private CommandOutput output;

    @Override
    public Integer call() {
        try (var context = Keyledger.openContext(OfflineStorageConfiguration.class)) {
            var storage = context.getBean(LedgerStorage.class);
            context.getBean(RollbackDetector.class).acceptMovedFiles(storage.ledger());
            output.printOutcome(
                    storage.inodes().isEmpty()
                            ? "%s has no files whose move could be noticed. Nothing was changed."
                            : "The files of %s are accepted as the newest copy. Start the service with ./keyledger",
                    "{\"storage\":\"%s\"}",
                    storage.description());
            return CommandLine.ExitCode.OK;
        }
    }
}
