package org.keyledger.ledger.simulation;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.keyledger.ledger.simulation.ClientHistory.Attempt;

/**
 * How a seed's world went.
 *
 * @param findings what is wrong with it; none if all is well
 * @param tally what happened, and how often
 * @param record everything that callers were told, by which two plays of one seed are compared
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

    /** What is wrong, and how to see it again. */
    String failureMessage() {
        return "seed " + seed + " (again: -Dtest=RandomSimulationTest -Dkeyledger.seed=" + seed + "): "
                + String.join("; ", findings);
    }
}
