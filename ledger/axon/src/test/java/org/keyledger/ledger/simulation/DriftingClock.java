package org.keyledger.ledger.simulation;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.keyledger.ledger.Examples;

/** The clock of one process: a little fast or slow, and set wrongly. */
final class DriftingClock extends Clock {

    private final SimulationScheduler scheduler;
    private final double rate;
    private long offset;

    DriftingClock(SimulationScheduler turns, double rate, long offset) {
        this.scheduler = turns;
        this.rate = rate;
        this.offset = offset;
    }

    /** Somebody sets the clock. */
    void jump(long nanos) {
        offset += nanos;
    }

    /** Time that nobody can set. */
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
