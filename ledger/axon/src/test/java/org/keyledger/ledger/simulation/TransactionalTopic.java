package org.keyledger.ledger.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * A topic with transactions of one id, of which only the newest producer can commit. The reply to a commit can be lost.
 */
final class TransactionalTopic {

    /** The producer was fenced by a newer one, or got no reply. */
    static final class PublishFailedException extends RuntimeException {

        private static final long serialVersionUID = 1;

        PublishFailedException(String why) {
            super(why, null, false, false);
        }
    }

    private final SimulationScheduler scheduler;
    private final Breakpoints breakpoints;
    private final boolean scripted;
    private final List<String> records = new ArrayList<>();
    private long reached = -1;
    private int producer;

    TransactionalTopic(SimulationScheduler turns, Breakpoints moments, boolean told) {
        this.scheduler = turns;
        this.breakpoints = moments;
        this.scripted = told;
    }

    List<String> records() {
        return records;
    }

    /** Creates the newest producer, which fences all earlier ones. */
    int begin() {
        pass();
        breakpoints.reach("before fencing");
        int mine = ++producer;
        breakpoints.reach("fenced");
        return mine;
    }

    long reached() {
        pass();
        long found = reached;
        breakpoints.reach("place read");
        return found;
    }

    void publish(int by, List<String> more, long upTo) {
        pass();
        breakpoints.reach("sent");
        if (by != producer) {
            throw new PublishFailedException("fenced");
        }
        records.addAll(more);
        reached = upTo;
        breakpoints.reach("committed");
        if (!scripted && scheduler.chance(0.03)) {
            throw new PublishFailedException("no answer");
        }
    }

    private void pass() {
        scheduler.running().sleep(scheduler.between(SimulationScheduler.MS, 20 * SimulationScheduler.MS));
    }
}
