package org.keyledger.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.Predicate;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.sqlite.SqliteStorage;
import org.keyledger.query.verifier.VerifierSettings;
import org.keyledger.server.RestoreCommand.KeyPolicy;
import org.keyledger.server.backup.BackupManifest;
import org.keyledger.server.backup.BackupRestorer;
import org.keyledger.server.settings.Settings;
import org.keyledger.server.wiring.StorageKind;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine;

/** Restores a folder that {@code keyledger backup} wrote. */
final class FolderRestore {

    private final CommandOutput output;
    private final Predicate<ApplicationContext> confirmation;

    /** @param confirmation asks the operator, with the opened copy of the backup */
    FolderRestore(CommandOutput output, Predicate<ApplicationContext> confirmation) {
        this.output = output;
        this.confirmation = confirmation;
    }

    /** Returns the exit code. */
    int run(Path backup, KeyPolicy keys) throws IOException {
        var settings = settings();
        var manifest = BackupManifest.read(backup);
        try (var lock = SqliteStorage.lock(settings.data())) {
            var restorer = new BackupRestorer(settings.data(), line -> output.printMessage("%s", line));
            var staging = restorer.prepare(backup, manifest, settings.masterKeyFile());
            if (!startEpoch(settings, staging, restorer, manifest, keys)) {
                restorer.discard();
                return CommandLine.ExitCode.USAGE;
            }
            restorer.complete("replaced-"
                    + DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'")
                            .withZone(ZoneOffset.UTC)
                            .format(Clock.systemUTC().instant()));
            // belongs to the ledger that was replaced
            Files.deleteIfExists(VerifierSettings.in(settings.data()).snapshot());
        }
        output.printMessage("Start the service with ./keyledger. It builds the read models from the ledger first.");
        return CommandLine.ExitCode.OK;
    }

    private static Settings settings() {
        try (var context = Keyledger.openContext(DataFolderConfiguration.class)) {
            context.getBean(StorageKind.class).requireSqlite("restore <folder>");
            return context.getBean(Settings.class);
        }
    }

    private boolean startEpoch(
            Settings settings, Path staging, BackupRestorer restorer, BackupManifest manifest, KeyPolicy keys) {
        try (var context = Keyledger.openContext(
                RestoreCommandConfiguration.class,
                "--keyledger.data=" + staging,
                "--keyledger.master-key-file=" + settings.masterKeyFile(),
                "--keyledger.witness-file=" + settings.witnessFile(),
                "--logging.file.name=" + settings.log())) {
            restorer.verify(context.getBean(LedgerStorage.class), manifest);
            var confirmed = confirmation.test(context);
            if (confirmed) {
                new EpochStart(context, output).run(keys);
            }
            return confirmed;
        }
    }
}
