package org.keyledger.server.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.ForwardingLedger;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;

/** A ledger that times appends, from the call until the commit is durable or has failed. */
public final class TimedLedger extends ForwardingLedger {

    private final MeterRegistry meters;
    private final Timer stored;
    private final Timer refused;
    private final Timer unknown;

    public TimedLedger(Ledger inner, MeterRegistry meters) {
        super(inner);
        this.meters = meters;
        this.stored = timer("stored");
        this.refused = timer("refused");
        this.unknown = timer("unknown");
    }

    @Override
    public CompletableFuture<Position> append(Commit commit) {
        var sample = Timer.start(meters);
        return super.append(commit).whenComplete((position, failure) -> sample.stop(timerOf(failure)));
    }

    private Timer timerOf(@Nullable Throwable failure) {
        if (failure == null) {
            return stored;
        }
        return failure instanceof AppendRejectedException ? refused : unknown;
    }

    private Timer timer(String outcome) {
        return Timer.builder("keyledger.append")
                .description("Time until a commit is durable, or is known not to be")
                .tag("outcome", outcome)
                .serviceLevelObjectives(HistogramBuckets.LATENCY)
                .register(meters);
    }
}
