package org.keyledger.ledger.simulation;

/** When a server last heard of a primary, and a primary of a majority. */
final class ElectionTimer {

    private final SimulationScheduler scheduler;
    private long primarySeen;
    private long majoritySeenAt;

    ElectionTimer(SimulationScheduler turns) {
        this.scheduler = turns;
    }

    void primarySeen() {
        primarySeen = scheduler.now();
    }

    void majoritySeen() {
        majoritySeenAt = scheduler.now();
    }

    /** Whether it has heard of no primary for this long. */
    boolean primaryLost(long timeout) {
        return scheduler.now() - primarySeen > timeout;
    }

    /** Whether it has reached no majority for this long. */
    boolean majorityLost(long timeout) {
        return scheduler.now() - majoritySeenAt > timeout;
    }
}
