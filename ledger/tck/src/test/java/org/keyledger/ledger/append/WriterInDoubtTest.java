package org.keyledger.ledger.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyledger.ledger.Examples.beginning;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.AppendRejectedException.DuplicateKeyException;
import org.keyledger.ledger.AppendRejectedException.InvalidCommitException;
import org.keyledger.ledger.AppendRejectedException.OverloadedException;
import org.keyledger.ledger.AppendRejectedException.SequenceConflictException;
import org.keyledger.ledger.AppendRejectedException.StorageFullException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.UnknownOutcomeException;
import org.keyledger.ledger.hashchain.ChainedCommit;

/** The append algorithm step by step, over a store that does not reply, is shared, full or restored. */
@DisplayName("Writing to a store whose answers are late, lost or conflicting")
class WriterInDoubtTest {

    private static final long CALLER_TIMEOUT = 1000;

    private final ScriptedCommitStore store = new ScriptedCommitStore();
    private final List<Integer> pauses = new ArrayList<>();
    private final WriterBackoff backoff = new SteppedBackoff();
    private final WriteProtocol protocol = new ConfirmedWriteProtocol(store, backoff, this::answerOverdue);
    private final Writer writer = new Writer(store, "me", protocol, backoff, this::answerOverdue, commits -> {});
    private Runnable duringPause = () -> {};
    private long now;

    @Test
    void builds_a_batch_from_the_head_and_sends_it_at_once() throws Exception {
        store.appendByAnotherNode(commit("other", event("x", 0), event("x", 1)));

        List<PendingAppend> sent = write(beginning("a"), beginning("b"));

        assertThat(sent).extracting(this::last).containsExactly(new Position(2), new Position(3));
        assertThat(store.inserts()).hasSize(1);
    }

    @Test
    void finds_what_was_stored_when_the_answer_was_lost() throws Exception {
        store.thenLoseTheReply();

        List<PendingAppend> sent = write(beginning("a"), beginning("b"));

        assertThat(sent).extracting(this::last).containsExactly(new Position(0), new Position(1));
        assertThat(store.inserts()).as("inserts after the first reply").hasSize(1);
    }

    @Test
    void sends_the_same_to_the_same_positions_after_an_unknown_outcome() throws Exception {
        store.thenLoseTheInsert().thenLoseTheInsert();

        List<PendingAppend> sent = write(beginning("a"), beginning("b"));

        assertThat(sent).extracting(this::last).containsExactly(new Position(0), new Position(1));
        assertThat(store.inserts()).hasSize(3);
        assertThat(canonical(store.inserts().get(2)))
                .isEqualTo(canonical(store.inserts().get(0)));
    }

    @Test
    void rechains_the_rest_when_another_node_stored_the_same_commit_at_its_position() throws Exception {
        Commit asked = beginning("a");
        store.then(sent -> {
            store.appendByAnotherNode(asked);
            return new InsertResult.Unknown(new IllegalStateException("no answer"));
        });

        List<PendingAppend> sent = write(asked, beginning("b"));

        assertThat(sent).extracting(this::last).containsExactly(new Position(0), new Position(1));
        assertThat(store.read(new Position(1), 1).get(0).previousHash())
                .isEqualTo(store.read(new Position(0), 1).get(0).hash());
    }

    @Test
    void sends_only_the_rest_again_when_a_part_was_stored() throws Exception {
        store.then(sent -> {
            store.store(sent.subList(0, 1));
            return new InsertResult.Unknown(new IllegalStateException("stepped down"));
        });

        List<PendingAppend> sent = write(beginning("a"), beginning("b"), beginning("c"));

        assertThat(sent).extracting(this::last).containsExactly(new Position(0), new Position(1), new Position(2));
        assertThat(store.inserts().get(1))
                .extracting(it -> it.commit().first())
                .containsExactly(new Position(1), new Position(2));
    }

    @Test
    void moves_behind_another_node_that_was_first() throws Exception {
        write(beginning("a"));
        store.appendByAnotherNode(commit("other", event("x", 0), event("x", 1)));

        List<PendingAppend> sent = write(beginning("b"), beginning("c"));

        assertThat(sent).extracting(this::last).containsExactly(new Position(3), new Position(4));
        assertThat(store.keys()).containsExactly("begin a", "other", "begin b", "begin c");
    }

    @Test
    void moves_behind_another_node_after_an_unknown_outcome() throws Exception {
        store.then(sent -> {
            store.appendByAnotherNode(beginning("x"));
            return new InsertResult.Unknown(new IllegalStateException("no answer"));
        });

        List<PendingAppend> sent = write(beginning("a"), beginning("b"));

        assertThat(sent).extracting(this::last).containsExactly(new Position(1), new Position(2));
    }

    @Test
    void refuses_the_loser_of_a_race_between_nodes_and_stores_the_rest() throws Exception {
        write(beginning("a"));
        store.appendByAnotherNode(commit("other", event("a", 1)));

        List<PendingAppend> sent = write(beginning("b"), commit("mine", event("a", 1)), beginning("c"));

        assertThatThrownBy(outcome(sent.get(1))).hasCauseInstanceOf(SequenceConflictException.class);
        assertThat(last(sent.get(0))).isEqualTo(new Position(2));
        assertThat(last(sent.get(2))).isEqualTo(new Position(3));
    }

    @Test
    void answers_with_the_result_of_the_node_that_handled_the_same_request() throws Exception {
        write(beginning("a"));
        store.appendByAnotherNode(commit("request", event("u", 0), event("u", 1)));

        List<PendingAppend> sent = write(commit("request", event("v", 0)), beginning("b"));

        assertThatThrownBy(outcome(sent.get(0)))
                .cause()
                .isInstanceOfSatisfying(
                        DuplicateKeyException.class,
                        taken -> assertThat(taken.last()).isEqualTo(new Position(2)));
        assertThat(last(sent.get(1))).isEqualTo(new Position(3));
    }

    @Test
    void decides_nothing_while_the_conflicting_commit_is_invisible() throws Exception {
        store.then(sent -> new InsertResult.DuplicateKey(0));
        duringPause = () -> {
            store.appendByAnotherNode(beginning("x"));
            duringPause = () -> {};
        };

        List<PendingAppend> sent = write(beginning("a"), beginning("b"));

        assertThat(pauses).hasSize(1);
        assertThat(sent).extracting(this::last).containsExactly(new Position(1), new Position(2));
    }

    @Test
    void stores_the_rest_of_a_duplicated_insert() throws Exception {
        duringPause = thenAnswerTheSecondOfTwo();

        List<PendingAppend> sent = write(beginning("a"), beginning("b"), beginning("c"));

        assertThat(sent).extracting(this::last).containsExactly(new Position(0), new Position(1), new Position(2));
        assertThat(store.keys()).containsExactly("begin a", "begin b", "begin c");
        assertThat(store.inserts()).as("inserts at other positions").hasSize(1);
    }

    @Test
    void reports_nothing_as_unsent_of_a_duplicated_insert() throws Exception {
        Runnable rest = thenAnswerTheSecondOfTwo();
        duringPause = () -> {
            now += CALLER_TIMEOUT;
            store.reachable(pauses.size() > 2);
            if (pauses.size() > 2) {
                rest.run();
            }
        };

        List<PendingAppend> sent = write(beginning("a"), beginning("b"));

        assertThat(store.keys()).containsExactly("begin a", "begin b");
        assertThat(sent)
                .allSatisfy(one -> assertThatThrownBy(outcome(one)).hasCauseInstanceOf(UnknownOutcomeException.class));
    }

    /**
     * The next insert arrives twice. The first copy stores the first commit and is still running; the second fails because
     * of that commit. The reply of the second lets the first copy store the rest.
     */
    private Runnable thenAnswerTheSecondOfTwo() {
        List<ChainedCommit> rest = new ArrayList<>();
        store.then(sent -> {
            store.store(sent.subList(0, 1));
            rest.addAll(sent.subList(1, sent.size()));
            return new InsertResult.DuplicateKey(0);
        });
        return () -> {
            store.store(rest);
            rest.clear();
        };
    }

    @Test
    void lets_one_that_can_never_be_stored_fail_alone() throws Exception {
        store.then(sent -> {
            store.store(sent.subList(0, 1));
            return new InsertResult.Rejected(1, new InvalidCommitException("too large for the store"));
        });

        List<PendingAppend> sent = write(beginning("a"), beginning("b"), beginning("c"));

        assertThatThrownBy(outcome(sent.get(1))).hasCauseInstanceOf(InvalidCommitException.class);
        assertThat(last(sent.get(0))).isEqualTo(new Position(0));
        assertThat(last(sent.get(2))).isEqualTo(new Position(1));
    }

    @Test
    void reports_an_unknown_outcome_if_a_refused_commit_may_have_arrived() throws Exception {
        store.thenLoseTheInsert()
                .then(sent -> new InsertResult.Rejected(0, new InvalidCommitException("too large for the store")));

        List<PendingAppend> sent = write(beginning("a"), beginning("b"));

        assertThatThrownBy(outcome(sent.get(0))).hasCauseInstanceOf(UnknownOutcomeException.class);
        assertThat(last(sent.get(1))).isEqualTo(new Position(0));
    }

    @Test
    void refuses_all_when_there_is_no_space_and_goes_on_afterwards() throws Exception {
        store.then(sent -> new InsertResult.StorageFull());

        List<PendingAppend> sent = write(beginning("a"), beginning("b"));

        assertThat(sent)
                .allSatisfy(one -> assertThatThrownBy(outcome(one)).hasCauseInstanceOf(StorageFullException.class));
        assertThat(last(write(beginning("a")).get(0))).isEqualTo(Position.FIRST);
    }

    @Test
    void answers_callers_after_their_timeout_and_still_resolves_the_outcome() throws Exception {
        Commit patient = beginning("a");
        store.thenLoseTheInsert().thenLoseTheInsert();
        duringPause = () -> now += CALLER_TIMEOUT;

        List<PendingAppend> sent = write(patient);

        assertThatThrownBy(outcome(sent.get(0))).hasCauseInstanceOf(UnknownOutcomeException.class);
        assertThat(store.keys())
                .as("stored keys after the outcome was resolved")
                .containsExactly("begin a");
        assertThat(last(write(patient).get(0)))
                .as("the same commit, sent again")
                .isEqualTo(Position.FIRST);
    }

    @Test
    void refuses_what_was_never_sent_when_the_store_cannot_be_reached() throws Exception {
        store.reachable(false);
        duringPause = () -> now += CALLER_TIMEOUT;

        List<PendingAppend> sent = write(beginning("a"));

        assertThatThrownBy(outcome(sent.get(0))).hasCauseInstanceOf(OverloadedException.class);
        assertThat(store.inserts()).isEmpty();

        store.reachable(true);
        assertThat(last(write(beginning("a")).get(0))).isEqualTo(Position.FIRST);
    }

    @Test
    void waits_for_a_store_that_comes_back() throws Exception {
        store.reachable(false);
        duringPause = () -> store.reachable(true);

        assertThat(last(write(beginning("a")).get(0))).isEqualTo(Position.FIRST);
    }

    @Test
    void halts_when_the_store_can_no_longer_resolve_the_outcome() {
        store.then(sent -> new InsertResult.Fatal(new IllegalStateException("failed fsync")));
        List<PendingAppend> sent = submissions(beginning("a"));

        assertThatThrownBy(() -> writer.write(sent)).isInstanceOf(Writer.FatalWriterException.class);
        assertThatThrownBy(outcome(sent.get(0))).hasCauseInstanceOf(UnknownOutcomeException.class);
    }

    @Test
    void halts_when_the_ledger_ends_before_what_it_has_seen() throws Exception {
        write(beginning("a"), beginning("b"));
        store.dropLastCommit();
        store.reachable(false);
        duringPause = () -> store.reachable(true);

        assertThatThrownBy(() -> writer.write(submissions(commit("asks", event("unknown", 1)))))
                .isInstanceOf(Writer.FatalWriterException.class)
                .hasMessageContaining("restored from a backup");
    }

    @Test
    void reads_nothing_that_is_cached() throws Exception {
        write(beginning("a"), beginning("b"));
        store.reachable(false);

        List<PendingAppend> sent = write(commit("more", event("a", 1), event("b", 1)));

        assertThat(last(sent.get(0))).isEqualTo(new Position(3));
        assertThat(pauses).isEmpty();
    }

    @Test
    void knows_the_committed_position_without_a_read() throws Exception {
        write(beginning("a"), beginning("b"));
        store.reachable(false);

        assertThat(writer.tip().committed().next()).isEqualTo(new Position(2));
    }

    @Test
    void sends_conflicting_commits_in_separate_inserts() throws Exception {
        List<PendingAppend> sent = write(beginning("a"), commit("rival", event("a", 0)), beginning("b"));

        assertThatThrownBy(outcome(sent.get(1))).hasCauseInstanceOf(SequenceConflictException.class);
        assertThat(last(sent.get(0))).isEqualTo(Position.FIRST);
        assertThat(last(sent.get(2))).isEqualTo(new Position(1));
        assertThat(store.inserts()).hasSize(1);
    }

    @Test
    void takes_two_steps_of_one_history_in_one_insert() throws Exception {
        List<PendingAppend> sent = write(beginning("a"), commit("second", event("a", 1)));

        assertThat(sent).extracting(this::last).containsExactly(new Position(0), new Position(1));
        assertThat(store.inserts()).hasSize(1);
    }

    private List<PendingAppend> write(Commit... commits) throws InterruptedException {
        List<PendingAppend> submissions = submissions(commits);
        writer.write(submissions);
        assertThat(submissions).isNotEmpty().allMatch(PendingAppend::isDone);
        return submissions;
    }

    private List<PendingAppend> submissions(Commit... commits) {
        List<PendingAppend> submissions = new ArrayList<>();
        for (Commit commit : commits) {
            submissions.add(new PendingAppend(commit, List.of(), now));
        }
        return submissions;
    }

    private Position last(PendingAppend submission) {
        return submission.future().join();
    }

    private ThrowingCallable outcome(PendingAppend submission) {
        return () -> submission.future().join();
    }

    private static List<String> canonical(List<ChainedCommit> sent) {
        return sent.stream().map(it -> HexFormat.of().formatHex(it.canonical())).toList();
    }

    private void answerOverdue(List<PendingAppend> pending, boolean sent, Throwable cause) {
        for (PendingAppend submission : pending) {
            if (now - submission.enqueuedAtNanos() >= CALLER_TIMEOUT) {
                if (sent) {
                    submission.completeUnknown(cause);
                } else {
                    submission.reject(new OverloadedException("nothing was sent"));
                }
            }
        }
    }

    /** Time advances only by what a test does in a pause. */
    private final class SteppedBackoff implements WriterBackoff {

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void pause(int tries) {
            pauses.add(tries);
            assertThat(pauses).as("pauses without an end").hasSizeLessThan(100);
            duringPause.run();
        }
    }
}
