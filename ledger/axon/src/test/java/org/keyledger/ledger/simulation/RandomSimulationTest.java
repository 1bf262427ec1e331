package org.keyledger.ledger.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Runs the real writer, tailer and their users under random faults that a seed decides.
 *
 * <p>{@code -Dkeyledger.seed=7} plays one seed, {@code -Dkeyledger.seeds=20000} that many instead of 500.
 */
@DisplayName("Ledger, tail and projections under random faults")
class RandomSimulationTest {

    private static final int DEFAULT_SEED_COUNT = 500;

    /** Events that must have happened in some run, or the seeds do not test them. */
    private static final List<String> REQUIRED_EVENTS = List.of(
            "clock set",
            "election",
            "insert torn by a step-down",
            "never answered",
            "no answer",
            "process crash",
            "process held",
            "publisher fenced or unanswered",
            "refused: DuplicateKeyException",
            "refused: OverloadedException",
            "refused: SequenceConflictException",
            "refused: InvalidCommitException",
            "request doubled",
            "rollback",
            "server crash",
            "stored",
            "unknown",
            "write error and concern error",
            "write error behind a prefix and concern error",
            "wtimeout",
            "zombie's batch refused");

    @Test
    void every_answer_and_read_is_consistent_with_the_ledger() {
        SortedMap<String, Integer> tally = new TreeMap<>();
        seeds().mapToObj(seed -> Simulation.runRandom(seed, UnaryOperator.identity()))
                .forEach(story -> {
                    assertThat(story.findings()).as(story::failureMessage).isEmpty();
                    story.tally().forEach((what, times) -> tally.merge(what, times, Integer::sum));
                });
        if (seeds().count() >= DEFAULT_SEED_COUNT) {
            assertThat(tally).containsKeys(REQUIRED_EVENTS.toArray(String[]::new));
        }
        System.out.println(seeds().count() + " seeds of the modelled replica set: " + tally);
    }

    @Test
    void a_seed_gives_the_same_result_every_time() {
        assertThat(Simulation.runRandom(4711, UnaryOperator.identity()).record())
                .isNotEmpty()
                .isEqualTo(Simulation.runRandom(4711, UnaryOperator.identity()).record());
    }

    private static LongStream seeds() {
        Long one = Long.getLong("keyledger.seed");
        return one != null
                ? LongStream.of(one)
                : LongStream.rangeClosed(1, Long.getLong("keyledger.seeds", DEFAULT_SEED_COUNT));
    }
}
