package org.keyledger.ledger;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyledger.ledger.Examples.NOON;
import static org.keyledger.ledger.Examples.beginning;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.AppendRejectedException.DuplicateKeyException;
import org.keyledger.ledger.AppendRejectedException.InvalidCommitException;
import org.keyledger.ledger.AppendRejectedException.OverloadedException;
import org.keyledger.ledger.AppendRejectedException.SequenceConflictException;

/** The contract of every {@link Ledger}. {@link ContractCoverage} describes how a store runs it. */
public abstract class LedgerContract {

    /** A clock fixed at {@link Examples#NOON}. */
    protected final Clock clock = Clock.fixed(NOON, ZoneOffset.UTC);

    private Ledger ledger;

    /** An empty ledger with {@link #clock}. */
    protected abstract Ledger open() throws Exception;

    /** The same ledger, closed and opened again if it outlives its process. */
    protected abstract Ledger reopen(Ledger open) throws Exception;

    /** The same ledger as another process opens it beside this one; null if the store is exclusive. */
    protected abstract @Nullable Ledger openInAnotherProcess() throws Exception;

    @BeforeEach
    void given_an_empty_ledger() throws Exception {
        ledger = open();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void begins_at_position_0() {
        assertThat(ledger.head()).isEmpty();
        assertThat(ledger.nextPosition()).isEqualTo(Position.FIRST);
        assertThat(ledger.read(Position.FIRST, 10)).isEmpty();
    }

    @Test
    void answers_with_the_position_of_the_last_event() {
        assertThat(append(commit("k", event("a", 0), event("a", 1), event("b", 0))))
                .isEqualTo(new Position(2));
        assertThat(append(beginning("c"))).isEqualTo(new Position(3));
        assertThat(ledger.nextPosition()).isEqualTo(new Position(4));
    }

    @Test
    void gives_back_what_was_recorded() {
        EventRecord recorded =
                new EventRecord("a|ü€😀", "Typ", 0, "e-1", "name.said", 7, NOON, new byte[] {0, -1, 127});

        append(new Commit("k \u0000 ü", new byte[] {0, -1, 126}, List.of(recorded)));

        RecordedCommit read = ledger.head().orElseThrow();
        assertThat(read.commit().commitId()).isEqualTo("k \u0000 ü");
        assertThat(read.commit().metadata()).containsExactly(0, -1, 126);
        assertThat(read.commit().events()).usingRecursiveComparison().isEqualTo(List.of(recorded));
        assertThat(read.first()).isEqualTo(Position.FIRST);
        assertThat(read.maxEventTime()).isEqualTo(NOON);
    }

    @Test
    void ties_each_commit_to_the_one_before() {
        append(beginning("a"));
        append(beginning("b"));
        append(beginning("c"));

        List<RecordedCommit> commits = ledger.read(Position.FIRST, 10);
        assertThat(commits).hasSize(3);
        assertThat(commits.get(1).previousHash()).isEqualTo(commits.get(0).hash());
        assertThat(commits.get(2).previousHash()).isEqualTo(commits.get(1).hash());
        assertThat(commits).extracting(RecordedCommit::hash).doesNotHaveDuplicates();
    }

    @Test
    void remembers_the_greatest_time_so_far() {
        append(commit("1", event("a", 0, NOON)));
        append(commit("2", event("a", 1, NOON.minusSeconds(60))));
        append(commit("3", event("a", 2, NOON.plusSeconds(2))));

        assertThat(ledger.read(Position.FIRST, 10))
                .extracting(RecordedCommit::maxEventTime)
                .containsExactly(NOON, NOON, NOON.plusSeconds(2));
    }

    @Test
    void finds_a_commit_by_its_key() {
        append(beginning("a"));
        append(commit("request-1", event("b", 0), event("b", 1)));

        assertThat(ledger.find("request-1")).map(RecordedCommit::last).hasValue(new Position(2));
        assertThat(ledger.find("request-2")).isEmpty();
    }

    @Test
    void reads_the_history_of_one_aggregate() {
        append(commit("1", event("a", 0), event("b", 0), event("a", 1)));
        append(commit("2", event("b", 1), event("a", 2)));

        assertThat(ledger.readEvents("a", 0))
                .extracting(it -> it.position().value(), it -> it.event().sequence())
                .containsExactly(tuple(0, 0), tuple(2, 1), tuple(4, 2));
        assertThat(ledger.readEvents("a", 2))
                .extracting(it -> it.event().sequence())
                .containsExactly(2L);
        assertThat(ledger.readEvents("a", 3)).isEmpty();
        assertThat(ledger.readEvents("nobody", 0)).isEmpty();
    }

    @Test
    void reads_a_history_that_grows_each_time_to_its_end() {
        append(commit("1", event("a", 0), event("b", 0)));
        List<PositionedEvent> before = ledger.readEvents("a", 0);
        append(commit("2", event("a", 1), event("a", 2)));

        assertThat(before).hasSize(1);
        assertThat(ledger.readEvents("a", 0))
                .extracting(it -> it.position().value(), it -> it.event().sequence())
                .containsExactly(tuple(0, 0), tuple(2, 1), tuple(3, 2));
        assertThat(ledger.readEvents("a", 1))
                .extracting(it -> it.event().sequence())
                .containsExactly(1L, 2L);
    }

    private static org.assertj.core.groups.Tuple tuple(long position, long sequence) {
        return org.assertj.core.groups.Tuple.tuple(position, sequence);
    }

    @Test
    void reads_a_long_history_whole() {
        append(commit("1", IntStream.range(0, 700).mapToObj(n -> event("a", n)).toArray(EventRecord[]::new)));
        append(commit(
                "2", IntStream.range(700, 900).mapToObj(n -> event("a", n)).toArray(EventRecord[]::new)));

        assertThat(ledger.readEvents("a", 100))
                .extracting(it -> it.position().value())
                .isEqualTo(IntStream.range(100, 900).mapToObj(Long::valueOf).toList());
    }

    @Test
    void knows_the_last_sequence_of_an_aggregate() {
        append(commit("1", event("a", 0), event("a", 1)));

        assertThat(ledger.lastSequence("a")).hasValue(1L);
        assertThat(ledger.lastSequence("b")).isEmpty();
    }

    @Test
    void knows_whether_an_aggregate_has_a_later_event() {
        append(commit("1", event("a", 0), event("a", 1)));

        assertThat(ledger.hasEventAfter("a", 0)).isTrue();
        assertThat(ledger.hasEventAfter("a", 1)).isFalse();
        assertThat(ledger.hasEventAfter("b", -1)).isFalse();
    }

    @Test
    void knows_the_events_of_an_aggregate_that_had_none_before() {
        assertThat(ledger.lastSequence("a")).isEmpty();
        assertThat(ledger.readEvents("a", 0)).isEmpty();
        assertThat(refusal(commit("gap", event("a", 1)))).isInstanceOf(InvalidCommitException.class);

        append(commit("1", event("a", 0)));

        assertThat(ledger.lastSequence("a")).hasValue(0L);
        assertThat(ledger.hasEventAfter("a", -1)).isTrue();
        assertThat(ledger.readEvents("a", 0)).hasSize(1);
    }

    @Test
    void knows_its_end_again_when_it_is_opened_again() throws Exception {
        append(commit("1", event("a", 0), event("a", 1)));
        ledger = reopen(ledger);

        assertThat(ledger.nextPosition()).isEqualTo(new Position(2));
        assertThat(ledger.lastSequence("a")).hasValue(1L);
        assertThat(ledger.hasEventAfter("a", 0)).isTrue();
        append(commit("2", event("a", 2)));

        assertThat(ledger.nextPosition()).isEqualTo(new Position(3));
        assertThat(ledger.lastSequence("a")).hasValue(2L);
        assertThat(ledger.hasEventAfter("a", 1)).isTrue();
        assertThat(ledger.readEvents("a", 0)).hasSize(3);
    }

    /** A ledger that is exclusive reads its end from memory, and no other process can move it. */
    @Test
    void sees_what_another_process_appends_unless_it_is_exclusive() throws Exception {
        append(commit("1", event("a", 0)));
        ledger.readEvents("a", 0);
        Ledger other = openInAnotherProcess();

        assertThat(ledger.isExclusive()).isEqualTo(other == null);
        if (other != null) {
            other.append(commit("2", event("a", 1))).join();

            assertThat(ledger.nextPosition()).isEqualTo(new Position(2));
            assertThat(ledger.lastSequence("a")).hasValue(1L);
            assertThat(ledger.hasEventAfter("a", 0)).isTrue();
            assertThat(ledger.readEvents("a", 0)).hasSize(2);
            assertThat(append(commit("3", event("a", 2)))).isEqualTo(new Position(2));
            other.close();
        }
    }

    @Test
    void reads_from_inside_a_commit_with_that_commit_whole() {
        append(commit("1", event("a", 0), event("a", 1), event("a", 2)));
        append(beginning("b"));

        assertThat(ledger.read(new Position(2), 10))
                .extracting(it -> it.first().value())
                .containsExactly(0L, 3L);
        assertThat(ledger.read(new Position(3), 10))
                .extracting(it -> it.first().value())
                .containsExactly(3L);
        assertThat(ledger.read(new Position(4), 10)).isEmpty();
        assertThat(ledger.read(new Position(400), 10)).isEmpty();
    }

    @Test
    void reads_no_more_commits_than_asked_for() {
        IntStream.range(0, 5).forEach(n -> append(beginning("a" + n)));

        assertThat(ledger.read(Position.FIRST, 2)).hasSize(2);
        assertThat(ledger.read(new Position(2), 2))
                .extracting(it -> it.first().value())
                .containsExactly(2L, 3L);
    }

    @Test
    void answers_a_repeated_commit_with_the_position_it_has() {
        Commit once = commit("k", event("a", 0), event("a", 1));
        Position first = append(once);
        append(beginning("b"));

        assertThat(append(once)).isEqualTo(first);
        assertThat(ledger.nextPosition()).isEqualTo(new Position(3));
    }

    @Test
    void refuses_another_commit_with_a_key_that_is_taken() {
        append(commit("k", event("a", 0), event("a", 1)));

        assertThat(refusal(commit("k", event("b", 0))))
                .isInstanceOfSatisfying(
                        DuplicateKeyException.class,
                        taken -> assertThat(taken.last()).isEqualTo(new Position(1)));
        assertThat(ledger.lastSequence("b")).isEmpty();
    }

    @Test
    void asks_for_the_key_before_the_sequence() {
        append(commit("k", event("a", 0)));

        assertThat(refusal(commit("k", event("a", 0)))).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void refuses_a_sequence_that_is_taken() {
        append(commit("1", event("a", 0), event("a", 1)));

        assertThat(refusal(commit("2", event("b", 0), event("a", 1))))
                .isInstanceOfSatisfying(SequenceConflictException.class, taken -> {
                    assertThat(taken.aggregateId()).isEqualTo("a");
                    assertThat(taken.sequence()).isEqualTo(1);
                });
        assertThat(ledger.nextPosition()).isEqualTo(new Position(2));
        assertThat(ledger.find("2")).isEmpty();
        assertThat(ledger.lastSequence("b")).isEmpty();
    }

    @Test
    void refuses_a_gap_in_a_history() {
        append(commit("1", event("a", 0)));

        assertThat(refusal(commit("2", event("a", 2)))).isInstanceOf(InvalidCommitException.class);
        assertThat(refusal(commit("3", event("b", 1)))).isInstanceOf(InvalidCommitException.class);
        assertThat(refusal(commit("4", event("a", 1), event("a", 3)))).isInstanceOf(InvalidCommitException.class);
        assertThat(ledger.nextPosition()).isEqualTo(new Position(1));
    }

    @Test
    void refuses_a_sequence_twice_in_one_commit() {
        assertThat(refusal(commit("k", event("a", 0), event("b", 0), event("a", 0))))
                .isInstanceOf(InvalidCommitException.class);
    }

    @Test
    void refuses_a_commit_that_is_too_large() {
        byte[] half = new byte[8_000_000];

        assertThat(refusal(commit("k", event("a", 0, half), event("a", 1, half))))
                .isInstanceOf(InvalidCommitException.class);
        assertThat(append(commit("k", event("a", 0, half)))).isEqualTo(Position.FIRST);
    }

    @Test
    void refuses_a_time_more_than_five_seconds_ahead() {
        assertThat(refusal(commit("k", event("a", 0, NOON.plus(Duration.ofMillis(5001))))))
                .isInstanceOf(InvalidCommitException.class);
        assertThat(append(commit("k", event("a", 0, NOON.plusSeconds(5))))).isEqualTo(Position.FIRST);
    }

    @Test
    void lets_one_loser_fail_alone() {
        append(beginning("a"));
        var good = ledger.append(beginning("b"));
        var bad = ledger.append(commit("late", event("a", 0)));
        var alsoGood = ledger.append(commit("next", event("a", 1)));

        assertThat(good.join()).isEqualTo(new Position(1));
        assertThat(alsoGood.join()).isEqualTo(new Position(2));
        assertThatThrownBy(bad::join).hasCauseInstanceOf(SequenceConflictException.class);
    }

    @Test
    void notifies_listeners_of_an_append() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        List<Position> seen = new ArrayList<>();
        List<RecordedCommit> handedOver = new ArrayList<>();
        var registration = ledger.onAppended(commits -> {
            calls.incrementAndGet();
            seen.add(ledger.nextPosition());
            handedOver.addAll(commits);
        });

        append(beginning("a"));
        registration.close();
        append(beginning("b"));

        assertThat(calls).hasValue(1);
        assertThat(seen).containsExactly(new Position(1));
        assertThat(handedOver).usingRecursiveComparison().isEqualTo(ledger.read(Position.FIRST, 1));
    }

    @Test
    void notifies_listeners_of_the_outcome_of_each_append() throws Exception {
        List<String> outcomes = new ArrayList<>();
        var registration = ledger.onOutcome((elapsed, failure) -> {
            assertThat(elapsed).isGreaterThanOrEqualTo(Duration.ZERO);
            outcomes.add(failure == null ? "stored" : failure.getClass().getSimpleName());
        });

        append(beginning("a"));
        refusal(commit("late", event("a", 0)));
        refusal(commit("future", event("b", 0, NOON.plusSeconds(60))));
        registration.close();
        append(beginning("c"));

        assertThat(outcomes).containsExactly("stored", "SequenceConflictException", "InvalidCommitException");
    }

    @Test
    void knows_the_greatest_event_time_of_what_is_committed() throws Exception {
        assertThat(ledger.committedTime()).isEqualTo(Instant.EPOCH);

        append(commit("1", event("a", 0, NOON.plusSeconds(5))));
        append(commit("2", event("a", 1, NOON)));
        assertThat(ledger.committedTime()).isEqualTo(NOON.plusSeconds(5));

        ledger = reopen(ledger);
        assertThat(ledger.committedTime()).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void knows_the_position_before_which_everything_is_committed() throws Exception {
        assertThat(ledger.committedPosition()).isEqualTo(Position.FIRST);

        append(commit("1", event("a", 0), event("a", 1)));
        assertThat(ledger.committedPosition()).isEqualTo(new Position(2));

        ledger = reopen(ledger);
        assertThat(ledger.committedPosition()).isEqualTo(new Position(2));
    }

    @Test
    void streams_all_commits_from_the_one_that_contains_a_position() {
        append(commit("1", event("a", 0), event("a", 1)));
        IntStream.range(0, 150).forEach(n -> append(beginning("b" + n)));

        assertThat(ledger.stream(new Position(1)))
                .extracting(it -> it.first().value())
                .hasSize(151)
                .startsWith(0L, 2L)
                .endsWith(151L);
        assertThat(ledger.stream(ledger.nextPosition())).isEmpty();
    }

    @Test
    void keeps_everything_when_it_is_opened_again() throws Exception {
        LedgerIdentity identity = ledger.identity();
        append(commit("1", event("a", 0), event("a", 1)));
        RecordedCommit head = ledger.head().orElseThrow();

        ledger = reopen(ledger);

        assertThat(ledger.identity()).isEqualTo(identity);
        assertThat(ledger.head()).get().usingRecursiveComparison().isEqualTo(head);
        assertThat(append(commit("2", event("a", 2)))).isEqualTo(new Position(2));
        assertThat(refusal(commit("3", event("a", 1)))).isInstanceOf(SequenceConflictException.class);
    }

    @Test
    void refuses_commits_once_it_is_closed() {
        ledger.close();

        assertThat(refusal(beginning("a"))).isInstanceOf(OverloadedException.class);
    }

    private Position append(Commit commit) {
        return ledger.append(commit).join();
    }

    private Throwable refusal(Commit commit) {
        try {
            throw new AssertionError("appended at " + ledger.append(commit).join());
        } catch (CompletionException e) {
            return requireNonNull(e.getCause());
        }
    }
}
