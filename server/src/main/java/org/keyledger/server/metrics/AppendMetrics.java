package org.keyledger.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.Ledger;

/** Metrics of appends: times each append, from the call until the commit is durable or the append has failed. */
public final class AppendMetrics {

    private final Timer stored;
    private final Timer refused;
    private final Timer unknown;

    private AppendMetrics(MeterRegistry meters) {
        this.stored = timer(meters, "stored");
        this.refused = timer(meters, "refused");
        this.unknown = timer(meters, "unknown");
    }

    /** Registers the timers and records every append of this ledger from now on. */
    public static void bind(Ledger ledger, MeterRegistry meters) {
        ledger.onOutcome(new AppendMetrics(meters)::record);
    }

    private void record(Duration elapsed, @Nullable Throwable failure) {
        timerOf(failure).record(elapsed);
    }

    private Timer timerOf(@Nullable Throwable failure) {
        if (failure == null) {
            return stored;
        }
        return failure instanceof AppendRejectedException ? refused : unknown;
    }

    private static Timer timer(MeterRegistry meters, String outcome) {
        return Timer.builder("keyledger.append")
                .description("Time until a commit is durable, or is known not to be")
                .tag("outcome", outcome)
                .serviceLevelObjectives(HistogramBuckets.LATENCY)
                .register(meters);
    }
}
