package org.keyledger.ledger.simulation;

/** When a server last had contact with a primary, and a primary with a majority. */
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

    /** Whether it has had no contact with a primary for this long. */
    boolean primaryLost(long timeout) {
        return scheduler.now() - primarySeen > timeout;
    }

    /** Whether it has reached no majority for this long. */
    boolean majorityLost(long timeout) {
        return scheduler.now() - majoritySeenAt > timeout;
    }
}
