package org.keyledger.server;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.server.servicekeys.SigningKeyStore;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

    @Mixin
    private CommandOutput output;

    @Override
    public Integer call() {
        try (var context = Keyledger.openContext(StoreRoleConfiguration.class)) {
            return rotate(context);
        }
    }

    private int rotate(ApplicationContext context) {
        var keys = new SigningKeyStore(context.getBean(LedgerStorage.class).vault());
        var time = context.getBean(Clock.class).instant();
        var life = Binder.get(context.getEnvironment())
                .bind("keyledger.signing.token", Duration.class)
                .get();
        var tooEarly = keys.lastRotation().map(last -> last.plus(life)).filter(time::isBefore);
        if (tooEarly.isPresent() && !now) {
            output.printMessage(
                    "Tokens of the last key but one may live until %s, and a rotation ends them. Wait, or say --now.",
                    tooEarly.get());
            return CommandLine.ExitCode.USAGE;
        }
        keys.rotate(time);
        output.printOutcome(
                "Key %s signs from the next start on.",
                "{\"signing\":\"%s\"}", keys.signing().id());
        return CommandLine.ExitCode.OK;
    }
}
