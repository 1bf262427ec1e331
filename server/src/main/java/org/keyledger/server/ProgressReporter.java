package org.keyledger.server;

import java.time.Duration;

/** How far a command has come in the ledger, said twice a second at most, and when it is through. */
final class ProgressReporter {

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final CommandOutput console;
    private final String doing;
    private final long began = System.nanoTime();
    private long said = began;

    ProgressReporter(CommandOutput console, String doing) {
        this.console = console;
        this.doing = doing;
    }

    void to(long done, long all) {
        var now = System.nanoTime();
        if (done == all || now - said > PAUSE.toNanos()) {
            said = now;
            var percent = all == 0 ? 100 : done * 100 / all;
            var millis = Math.max(1, Duration.ofNanos(now - began).toMillis());
            console.say("%s: %d of %d events (%d%%), %d a second", doing, done, all, percent, done * 1000 / millis);
        }
    }
}
