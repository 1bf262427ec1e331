package org.keyledger.server;

import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.keyledger.ledger.LedgerStorage;
import org.keyledger.server.servicekeys.SigningKeyStore;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code keyledger keys rotate}: signs tokens with the next published key, after the next start. */
@Command(
        name = "rotate",
        mixinStandardHelpOptions = true,
        description = {
            "Sign tokens with the next key, which is already published, after the next start.",
            "Tokens of the present key stay valid until they expire. Stop the service first."
        })
final class RotateKeysCommand implements Callable<Integer> {

    @Option(names = "--now", description = "Rotate even if valid tokens are refused then. For a key that was stolen.")
    private boolean now;

    @Mixin
    private CommandOutput output;

    @Override
    public Integer call() {
        try (var context = Keyledger.openContext(OfflineStorageConfiguration.class)) {
            return rotate(context);
        }
    }

    /** Of the tokens of sessions and those of signing keys. */
    private static Duration longestTokenLifetime(ApplicationContext context) {
        var settings = Binder.get(context.getEnvironment());
        return Stream.of("keyledger.signing.token", "keyledger.signed.access-token")
                .map(name -> settings.bind(name, Duration.class).get())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private int rotate(ApplicationContext context) {
        var keys = new SigningKeyStore(context.getBean(LedgerStorage.class).vault());
        var time = context.getBean(Clock.class).instant();
        var tokenLifetime = longestTokenLifetime(context);
        var tooEarly = keys.lastRotation().map(last -> last.plus(tokenLifetime)).filter(time::isBefore);
        if (tooEarly.isPresent() && !now) {
            output.printMessage(
                    "Tokens of the previous key are valid until %s. After a rotation they would be refused. Wait, or use --now.",
                    tooEarly.get());
            return CommandLine.ExitCode.USAGE;
        }
        keys.rotate(time);
        output.printOutcome(
                "Tokens are signed with key %s after the next start.",
                "{\"signing\":\"%s\"}", keys.signing().id());
        return CommandLine.ExitCode.OK;
    }
}
