package org.keyledger.ledger.simulation;

import java.util.HashMap;
import java.util.Map;

/** Steps of a process at which a scenario can pause or crash it. */
final class Breakpoints {

    private final SimulationScheduler scheduler;
    private final Map<String, Runnable> awaited = new HashMap<>();

    Breakpoints(SimulationScheduler turns) {
        this.scheduler = turns;
    }

    /** Runs this when an actor next reaches the step, on its thread. */
    void onNext(String step, Runnable what) {
        awaited.put(step, what);
    }

    /** Called at a step; a killed or paused actor does not return for now. */
    void reach(String step) {
        Runnable what = awaited.remove(step);
        if (what != null) {
            scheduler.happened(step);
            what.run();
            scheduler.running().sleep(1);
        }
    }
}
