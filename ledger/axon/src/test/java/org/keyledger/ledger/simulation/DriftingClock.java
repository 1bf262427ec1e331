package org.keyledger.ledger.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.keyledger.ledger.Examples;

/** The clock of one process, with an offset and a drift. */
final class DriftingClock extends Clock {

    private final SimulationScheduler scheduler;
    private final double rate;
    private long offset;

    DriftingClock(SimulationScheduler turns, double rate, long offset) {
        this.scheduler = turns;
        this.rate = rate;
        this.offset = offset;
    }

    /** Sets the clock. */
    void jump(long nanos) {
        offset += nanos;
    }

    /** Monotonic time, which cannot be set. */
    long nanos() {
        return (long) (scheduler.now() * rate);
    }

    @Override
    public Instant instant() {
        return Examples.NOON.plusNanos(nanos() + offset);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
