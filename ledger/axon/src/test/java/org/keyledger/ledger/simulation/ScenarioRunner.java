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
import org.keyledger.ledger.simulation.ClientHistory.Attempt;

/** Tells a story on the modelled servers again and again, each time with other small delays, and checks how it ends. */
final class ScenarioRunner {

    private static final int SEED_COUNT = 12;

    private ScenarioRunner() {}

    /** What happened in all of them together. */
    static SortedMap<String, Integer> runScenario(Simulation.Scenario plot) {
        SortedMap<String, Integer> tally = new TreeMap<>();
        for (long seed = 1; seed <= SEED_COUNT; seed++) {
            SimulationResult story = Simulation.runScenario(seed, plot);
            assertThat(story.findings()).as("told with seed %d", seed).isEmpty();
            story.tally().forEach((what, times) -> tally.merge(what, times, Integer::sum));
        }
        return tally;
    }

    /** Asserts that this happened every time that the story was told. */
    static void assertHappened(SortedMap<String, Integer> tally, String... what) {
        assertThat(what)
                .allSatisfy(it -> assertThat(tally.getOrDefault(it, 0)).as(it).isGreaterThanOrEqualTo(SEED_COUNT));
    }

    /** Asks for these at once, so that they share a batch; each is asked for again until there is an answer. */
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

    /** Asks until there is an answer, and waits a second before each try but the first. */
    static Attempt appendUntilAnswered(Simulation world, LedgerProcess node, Commit commit) {
        Attempt last = node.attempt(commit);
        while (last.stored == null && last.refused == null) {
            world.scheduler().running().sleep(SimulationScheduler.SECOND);
            last = node.attempt(commit);
        }
        return last;
    }

    /** A commit of that many events, beginning a history. */
    static Commit beginning(String aggregate, int events) {
        return new Commit(
                "begin " + aggregate,
                IntStream.range(0, events)
                        .mapToObj(sequence -> event(aggregate, sequence))
                        .toList());
    }

    /** An event of this name at the beginning of a history. */
    static EventRecord named(String name, String aggregate, long sequence, byte[] body) {
        EventRecord plain = event(aggregate, sequence, body);
        return new EventRecord(
                aggregate, "Account", sequence, plain.id(), name, 1, plain.time(), plain.payload(), plain.metadata());
    }

    /** Asserts where they stand; nothing, where one does not. */
    static void assertPositions(List<Attempt> attempts, Object... at) {
        assertThat(attempts)
                .extracting(it -> it.stored)
                .containsExactly(Arrays.stream(at)
                        .map(it -> it instanceof Integer number ? new Position(number) : null)
                        .toArray(Position[]::new));
    }
}
