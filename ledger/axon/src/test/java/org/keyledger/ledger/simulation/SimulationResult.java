package org.keyledger.ledger.simulation;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.keyledger.ledger.simulation.ClientHistory.Attempt;

/**
 * The result of the simulation of a seed.
 *
 * @param findings violations of consistency; empty if there are none
 * @param tally how often each event happened
 * @param record all outcomes of callers, to compare two runs of a seed
 */
record SimulationResult(long seed, List<String> findings, SortedMap<String, Integer> tally, List<String> record) {

    static SimulationResult of(long seed, Simulation world) {
        List<Attempt> attempts = world.history().attempts();
        attempts.forEach(attempt -> world.scheduler().happened(outcome(attempt)));
        return new SimulationResult(
                seed,
                new ConsistencyChecker(world).findings(),
                world.scheduler().tally(),
                attempts.stream()
                        .map(it ->
                                it.commit.commitId() + " " + it.since + " " + it.until + " " + outcome(it) + it.stored)
                        .toList());
    }

    private static String outcome(Attempt attempt) {
        if (attempt.stored != null) {
            return "stored";
        }
        return Optional.ofNullable(attempt.refused)
                .map(refused -> "refused: " + refused.getClass().getSimpleName())
                .orElse(attempt.until < Long.MAX_VALUE ? "unknown" : "never answered");
    }

    /** The findings, and the property that repeats the run. */
    String failureMessage() {
        return "seed " + seed + " (again: -Dtest=RandomSimulationTest -Dkeyledger.seed=" + seed + "): "
                + String.join("; ", findings);
    }
}
