package org.keyledger.kernel;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.Supplier;

/**
 * The clock of every decision whether a credential, link or recorded response has expired.
 *
 * @param clock never before the time of an event that the ledger contains: what had expired stays expired when the
 *     system clock is set back, also across a restart. New credentials are dated by the system clock
 */
public record ExpiryClock(Clock clock) {

    /**
     * The later of both times.
     *
     * @param floor the greatest event time of the ledger
     */
    public static ExpiryClock notBefore(Supplier<Instant> floor, Clock system) {
        return new ExpiryClock(new FlooredClock(floor, system));
    }

    private static final class FlooredClock extends Clock {

        private final Supplier<Instant> floor;
        private final Clock system;

        private FlooredClock(Supplier<Instant> floor, Clock system) {
            this.floor = floor;
            this.system = system;
        }

        @Override
        public Instant instant() {
            var now = system.instant();
            var earliest = floor.get();
            return now.isBefore(earliest) ? earliest : now;
        }

        @Override
        public ZoneId getZone() {
            return system.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return new FlooredClock(floor, system.withZone(zone));
        }
    }
}
