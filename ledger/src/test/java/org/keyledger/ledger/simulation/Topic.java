package org.keyledger.ledger.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * The outside world's log as a publisher sees it: transactions of one id, of which only the newest producer may commit.
 * What was committed may still be answered by silence.
 */
final class Topic {

    /** Another producer of the same id came later, or nobody answered. */
    static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1;

        Failed(String why) {
            super(why, null, false, false);
        }
    }

    private final Turns turns;
    private final Moments moments;
    private final boolean told;
    private final List<String> records = new ArrayList<>();
    private long reached = -1;
    private int producer;

    Topic(Turns turns, Moments moments, boolean told) {
        this.turns = turns;
        this.moments = moments;
        this.told = told;
    }

    List<String> records() {
        return records;
    }

    /** The newest producer, which fences all before it. */
    int begin() {
        pass();
        moments.reach("before fencing");
        int mine = ++producer;
        moments.reach("fenced");
        return mine;
    }

    long reached() {
        pass();
        long found = reached;
        moments.reach("place read");
        return found;
    }

    void publish(int by, List<String> more, long upTo) {
        pass();
        moments.reach("sent");
        if (by != producer) {
            throw new Failed("fenced");
        }
        records.addAll(more);
        reached = upTo;
        moments.reach("committed");
        if (!told && turns.chance(0.03)) {
            throw new Failed("no answer");
        }
    }

    private void pass() {
        turns.running().sleep(turns.between(Turns.MS, 20 * Turns.MS));
    }
}
