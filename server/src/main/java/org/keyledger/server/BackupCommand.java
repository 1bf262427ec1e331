package org.keyledger.server;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import org.keyledger.server.backup.BackupWriter;
import org.keyledger.server.settings.Settings;
import org.keyledger.server.wiring.StorageKind;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code keyledger backup}: copies the databases while the service runs. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Copy ledger, vault and atomic store into a folder, also while the service runs.",
            "Put the copy back with ./keyledger restore <folder>. The master key is not copied: without",
            "it the copy cannot be decrypted, so keep a copy of it elsewhere."
        })
final class BackupCommand implements Callable<Integer> {

    @Parameters(paramLabel = "<folder>", description = "An empty folder, or one that does not exist.")
    private Path folder;

    @Option(names = "--with-master-key", description = "Copy the master key too. The folder then decrypts everything.")
    private boolean withMasterKey;

    @Mixin
    private CommandOutput output;

    @Override
    public Integer call() throws IOException {
        try (var context = Keyledger.openContext(DataFolderConfiguration.class)) {
            context.getBean(StorageKind.class).requireSqlite("backup");
            var settings = context.getBean(Settings.class);
            var target = folder.toAbsolutePath().normalize();
            var manifest = new BackupWriter(settings.data(), Clock.systemUTC(), line -> output.printMessage("%s", line))
                    .write(target, withMasterKey ? List.of(settings.masterKeyFile()) : List.of());
            output.printOutcome(
                    "Ledger %s, epoch %d, is copied up to position %d to %s.",
                    "{\"ledger\":\"%s\",\"epoch\":%d,\"position\":%d,\"folder\":\"%s\"}",
                    manifest.ledger(),
                    manifest.epoch(),
                    manifest.position(),
                    target);
            return CommandLine.ExitCode.OK;
        }
    }
}
