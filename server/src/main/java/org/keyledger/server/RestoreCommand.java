package org.keyledger.server;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.rollbackdetection.RollbackDetector;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keyledger restore}: continues from a backup in a new epoch. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Continue from a backup, in a new epoch. All events after the backup are lost, everywhere.",
            "Every session ends, and every API key is suspended until its tenant confirms it. Stop the",
            "service first."
        })
final class RestoreCommand implements Callable<Integer> {

    @ArgGroup(multiplicity = "1")
    private Source source = new Source();

    @Option(
            names = "--keys",
            defaultValue = "suspend",
            paramLabel = "suspend|keep",
            description = "keep: API keys stay accepted, also those that were revoked after the backup.")
    private KeyPolicy keys;

    @Option(names = "--yes", description = "Do not ask for confirmation.")
    private boolean yes;

    @Mixin
    private CommandOutput output;

    /** What is restored. */
    static final class Source {

        @Parameters(paramLabel = "<folder>", description = "A folder that ./keyledger backup wrote.")
        private @Nullable Path folder;

        @Option(names = "--accept", description = "The files in the data folder, which were put back by other means.")
        private boolean accept;

        @Option(
                names = "--confirm-keys",
                paramLabel = "all|<tenant>",
                description = "Nothing: accept the suspended API keys of all tenants, or of one, again.")
        private @Nullable String confirmKeys;
    }

    /** What a restore does to API keys. */
    enum KeyPolicy {
        SUSPEND,
        KEEP;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() throws IOException {
        if (source.folder != null) {
            return new FolderRestore(output, folder -> confirmed(folder))
                    .run(source.folder.toAbsolutePath().normalize(), keys);
        }
        try (var context = Keyledger.openContext(RestoreCommandConfiguration.class)) {
            return source.confirmKeys == null ? accept(context) : confirmKeys(context, source.confirmKeys);
        }
    }

    private int accept(ApplicationContext context) {
        if (!confirmed(context)) {
            return CommandLine.ExitCode.USAGE;
        }
        new EpochStart(context, output).run(keys);
        return CommandLine.ExitCode.OK;
    }

    private int confirmKeys(ApplicationContext context, String tenant) {
        new KeyConfirmation(context, output).run(tenant);
        return CommandLine.ExitCode.OK;
    }

    private boolean confirmed(ApplicationContext context) {
        var storage = context.getBean(LedgerStorage.class);
        output.printMessage(
                "The next position of this ledger is %s. Positions recorded elsewhere:",
                storage.ledger().nextPosition());
        context.getBean(RollbackDetector.class).readings().forEach(reading -> output.printMessage("  %s", reading));
        if (yes || output.confirm("Discard all events that are not in this ledger and start a new epoch? Type yes: ")) {
            return true;
        }
        output.printMessage("Nothing was changed.");
        return false;
    }
}
