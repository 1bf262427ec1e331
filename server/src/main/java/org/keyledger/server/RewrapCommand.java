package org.keyledger.server;

import java.util.concurrent.Callable;
import org.keyledger.ledger.LedgerHome;
import org.keyledger.ledger.wrapping.MasterKey;
import org.keyledger.server.settings.Settings;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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

    @Option(names = "--json", description = "Tell the outcome as one line of JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (withNew) {
            try (var context = Keyledger.opened(StoreRole.class)) { // nobody works here, and the present key is good
                MasterKey.addVersion(context.getBean(Settings.class).masterKeyFile());
            }
        }
        try (var context = Keyledger.opened(StoreRole.class)) {
            rewrap(context);
        }
        return CommandLine.ExitCode.OK;
    }

    private void rewrap(ApplicationContext context) {
        var wrapped = context.getBean(LedgerHome.class).vault().rewrap(this::tell);
        var file = context.getBean(Settings.class).masterKeyFile();
        var version = MasterKey.read(file).version();
        var text = json
                ? "{\"version\":%1$d,\"wrapped\":%2$d}"
                : "Version %1$d of the master key wraps all; %2$d were wrapped anew. No older one is needed but for backups: "
                        + "take it out of %3$s when the last of those is gone.";
        spec.commandLine().getOut().println(text.formatted(version, wrapped, file));
    }

    private void tell(long done, long all) {
        spec.commandLine().getErr().printf("wrapping: %d of %d%n", done, all);
        spec.commandLine().getErr().flush();
    }
}
