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

/** {@code keyledger keys rewrap}: the newest version of the master key takes over all that older ones wrap. */
@Command(
        name = "rewrap",
        mixinStandardHelpOptions = true,
        description = {
            "Wrap every key of the vault with the newest version of the master key.",
            "Cut short, it is simply given again, without --new. Stop the service first."
        })
final class RewrapCommand implements Callable<Integer> {

    @Option(names = "--new", description = "First add a version of a new random key to the master key's file.")
    private boolean withNew;

    @Mixin
    private CommandOutput output;

    @Override
    public Integer call() {
        if (withNew) {
            try (var context = Keyledger.openContext(
                    StoreRoleConfiguration.class)) { // nobody works here, and the present key is good
                MasterKey.addVersion(
                        context.getBean(Settings.class).masterKeyFile(), context.getBean(SecureRandom.class));
            }
        }
        try (var context = Keyledger.openContext(StoreRoleConfiguration.class)) {
            rewrap(context);
        }
        return CommandLine.ExitCode.OK;
    }

    private void rewrap(ApplicationContext context) {
        var vault = context.getBean(LedgerStorage.class).vault();
        var wrapped = vault.rewrap((done, all) -> output.printMessage("wrapping: %d of %d", done, all));
        var file = context.getBean(Settings.class).masterKeyFile();
        output.printOutcome(
                "Version %d of the master key wraps all; %d were wrapped anew. No older one is needed but for backups: "
                        + "take it out of %s when the last of those is gone.",
                "{\"version\":%d,\"wrapped\":%d}", MasterKey.read(file).version(), wrapped, file);
    }
}
