package org.keyledger.ledger.simulation;

import java.util.HashMap;
import java.util.Map;

/** Steps that a process comes to, at which a told story may stop or end it. */
final class Breakpoints {

    private final SimulationScheduler scheduler;
    private final Map<String, Runnable> awaited = new HashMap<>();

    Breakpoints(SimulationScheduler turns) {
        this.scheduler = turns;
    }

    /** The next time that somebody comes to this step this happens, on its thread. */
    void onNext(String step, Runnable what) {
        awaited.put(step, what);
    }

    /** Comes to a step; whoever was killed or held there goes no further for now. */
    void reach(String step) {
        Runnable what = awaited.remove(step);
        if (what != null) {
            scheduler.happened(step);
            what.run();
            scheduler.running().sleep(1);
        }
    }
}
