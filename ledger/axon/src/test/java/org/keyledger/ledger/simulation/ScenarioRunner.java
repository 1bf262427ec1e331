package org.keyledger.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.Examples.event;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Reservations.Reservation;
import org.keyledger.ledger.simulation.ClientHistory.Attempt;

/** Runs a scenario on the simulated servers with several seeds, which vary small delays, and checks each result. */
final class ScenarioRunner {

    private static final int SEED_COUNT = 12;

    private ScenarioRunner() {}

    /** Counts of events over all runs. */
    static SortedMap<String, Integer> runScenario(Simulation.Scenario plot) {
        SortedMap<String, Integer> tally = new TreeMap<>();
        for (long seed = 1; seed <= SEED_COUNT; seed++) {
            SimulationResult story = Simulation.runScenario(seed, plot);
            assertThat(story.findings()).as("findings with seed %d", seed).isEmpty();
            story.tally().forEach((what, times) -> tally.merge(what, times, Integer::sum));
        }
        return tally;
    }

    /** Asserts that this happened in every run. */
    static void assertHappened(SortedMap<String, Integer> tally, String... what) {
        assertThat(what)
                .allSatisfy(it -> assertThat(tally.getOrDefault(it, 0)).as(it).isGreaterThanOrEqualTo(SEED_COUNT));
    }

    /** Appends these commits at the same time, so that they share a batch; retries each until there is an outcome. */
    static List<Attempt> appendConcurrently(Simulation world, LedgerProcess node, Commit... commits) {
        List<SimulatedFuture<Attempt>> answers = new ArrayList<>();
        for (Commit commit : commits) {
            SimulatedFuture<Attempt> answer = new SimulatedFuture<>(world.scheduler());
            answers.add(answer);
            world.scheduler()
                    .start(
                            "caller of " + commit.commitId(),
                            () -> answer.complete(appendUntilAnswered(world, node, commit)));
        }
        return answers.stream()
                .map(it -> it.await(600 * SimulationScheduler.SECOND).orElseThrow())
                .toList();
    }

    /** Retries until there is an outcome, with a second between two tries. */
    static Attempt appendUntilAnswered(
            Simulation world, LedgerProcess node, Commit commit, Reservation... reservations) {
        Attempt last = node.attempt(commit, reservations);
        while (last.stored == null && last.refused == null) {
            world.scheduler().running().sleep(SimulationScheduler.SECOND);
            last = node.attempt(commit, reservations);
        }
        return last;
    }

    /** A commit of that many events, the first of their aggregate. */
    static Commit beginning(String aggregate, int events) {
        return new Commit(
                "begin " + aggregate,
                IntStream.range(0, events)
                        .mapToObj(sequence -> event(aggregate, sequence))
                        .toList());
    }

    /** An event of this name, the first of its aggregate. */
    static EventRecord named(String name, String aggregate, long sequence, byte[] body) {
        EventRecord plain = event(aggregate, sequence, body);
        return new EventRecord(aggregate, "Account", sequence, plain.id(), name, 1, plain.time(), plain.payload());
    }

    /** Asserts the positions of these commits; null for one that is not stored. */
    static void assertPositions(List<Attempt> attempts, Object... at) {
        assertThat(attempts)
                .extracting(it -> it.stored)
                .containsExactly(Arrays.stream(at)
                        .map(it -> it instanceof Integer number ? new Position(number) : null)
                        .toArray(Position[]::new));
    }
}
