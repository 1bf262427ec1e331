package org.keyledger.server;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.keyledger.ledger.LedgerHome;
import org.keyledger.server.secrets.SigningKeys;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code keyledger keys rotate}: the key that was published as the next one signs from the next start on. */
@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        description = {
            "Sign tokens with the next key, which is published already, from the next start on.",
            "Tokens of the present key stay good until they expire. Stop the service first."
        })
final class RotateKeysCommand implements Callable<Integer> {

    @Option(names = "--now", description = "Even where living tokens end by it: a key was stolen.")
    private boolean now;

    @Option(names = "--json", description = "Tell the outcome as one line of JSON.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try (var context = Keyledger.opened(StoreRole.class)) {
            return rotate(context);
        }
    }

    private int rotate(ApplicationContext context) {
        var keys = new SigningKeys(context.getBean(LedgerHome.class).vault());
        var time = context.getBean(Clock.class).instant();
        var life = context.getEnvironment().getRequiredProperty("keyledger.signing.token", Duration.class);
        var tooEarly = keys.rotated().map(last -> last.plus(life)).filter(time::isBefore);
        if (tooEarly.isPresent() && !now) {
            spec.commandLine().getErr().println(refusal(tooEarly));
            return CommandLine.ExitCode.USAGE;
        }
        keys.rotate(time);
        spec.commandLine().getOut().println(outcome(keys.signing().id()));
        return CommandLine.ExitCode.OK;
    }

    private static String refusal(Optional<Instant> until) {
        return "Tokens of the last key but one may live until %s, and a rotation ends them. Wait, or say --now."
                .formatted(until.orElseThrow());
    }

    private String outcome(String id) {
        return (json ? "{\"signing\":\"%s\"}" : "Key %s signs from the next start on.").formatted(id);
    }
}
