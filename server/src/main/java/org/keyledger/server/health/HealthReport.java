package org.keyledger.server.health;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The health of this process.
 *
 * @param status {@code DOWN} if requests cannot be handled, {@code DEGRADED} if they can and a part is not up
 * @param parts by name
 */
public record HealthReport(Status status, SortedMap<String, Part> parts) {

    /** Health of the process or of a part. */
    public enum Status {
        UP,
        DEGRADED,
        DOWN
    }

    /** @param reason what the part does, or what is wrong; a text for operators, without secrets and personal data */
    public record Part(Status status, String reason) {

        static Part up(String reason) {
            return new Part(Status.UP, reason);
        }

        static Part degraded(String reason) {
            return new Part(Status.DEGRADED, reason);
        }

        static Part down(String reason) {
            return new Part(Status.DOWN, reason);
        }

        boolean isUp() {
            return status == Status.UP;
        }
    }

    /**
     * @param required parts without which requests cannot be handled
     * @param others parts that do not change readiness
     */
    static HealthReport of(Map<String, Part> required, Map<String, Part> others) {
        var all = new TreeMap<>(required);
        all.putAll(others);
        if (required.values().stream().anyMatch(part -> part.status() == Status.DOWN)) {
            return new HealthReport(Status.DOWN, all);
        }
        return new HealthReport(all.values().stream().allMatch(Part::isUp) ? Status.UP : Status.DEGRADED, all);
    }
}
