package org.keyledger.server;

import java.time.Duration;

/** Prints the progress of a command through the ledger: twice a second at most, and at the end. */
final class ProgressReporter {

    private static final Duration REPORT_INTERVAL = Duration.ofMillis(500);

    private final CommandOutput output;
    private final String activity;
    private final long startedAtNanos = System.nanoTime();
    private long lastReportedNanos = startedAtNanos;

    ProgressReporter(CommandOutput output, String activity) {
        this.output = output;
        this.activity = activity;
    }

    void report(long done, long total) {
        var now = System.nanoTime();
        if (done == total || now - lastReportedNanos > REPORT_INTERVAL.toNanos()) {
            lastReportedNanos = now;
            var percent = total == 0 ? 100 : done * 100 / total;
            var millis = Math.max(1, Duration.ofNanos(now - startedAtNanos).toMillis());
            output.printMessage(
                    "%s: %d of %d events (%d%%), %d/s", activity, done, total, percent, done * 1000 / millis);
        }
    }
}
