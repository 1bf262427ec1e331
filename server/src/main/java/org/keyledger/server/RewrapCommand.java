package org.keyledger.server;

import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.ledger.masterkey.MasterKey;
import org.keyledger.server.settings.Settings;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyledger keys rewrap}: wraps all keys in the vault with the newest version of the master key. */
@Command(
        name = "rewrap",
        mixinStandardHelpOptions = true,
        description = {
            "Wrap all keys in the vault with the newest version of the master key.",
            "Stop the service first. After an interruption, run it again without --new."
        })
final class RewrapCommand implements Callable<Integer> {

    @Option(names = "--new", description = "First add a new random version to the master key file.")
    private boolean withNew;

    @Mixin
    private CommandOutput output;

    @Override
    public Integer call() {
        if (withNew) {
            // opening the storage proves that no other process uses it and that the present key is correct
            try (var context = Keyledger.openContext(OfflineStorageConfiguration.class)) {
                MasterKey.addVersion(
                        context.getBean(Settings.class).masterKeyFile(), context.getBean(SecureRandom.class));
            }
        }
        try (var context = Keyledger.openContext(OfflineStorageConfiguration.class)) {
            rewrap(context);
        }
        return CommandLine.ExitCode.OK;
    }

    private void rewrap(ApplicationContext context) {
        var vault = context.getBean(LedgerStorage.class).vault();
        var wrapped = vault.rewrap((done, all) -> output.printMessage("wrapping: %d of %d", done, all));
        var file = context.getBean(Settings.class).masterKeyFile();
        output.printOutcome(
                "All keys are wrapped with version %d of the master key; %d were rewrapped. Older versions are needed for"
                        + " older backups only: remove them from %s when the last of these backups is deleted.",
                "{\"version\":%d,\"wrapped\":%d}", MasterKey.read(file).version(), wrapped, file);
    }
}
