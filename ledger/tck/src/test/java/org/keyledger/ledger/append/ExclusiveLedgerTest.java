package org.keyledger.ledger.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.Examples.NOON;
import static org.keyledger.ledger.Examples.beginning;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.AppendRejectedException.SequenceConflictException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Position;

@DisplayName("A ledger whose store no other process writes to")
class ExclusiveLedgerTest {

    private final ScriptedCommitStore store = new ScriptedCommitStore().exclusive();
    private final GroupCommitLedger ledger = open();

    @Test
    void knows_what_it_wrote_without_the_store() throws Exception {
        append(commit("1", event("a", 0), event("a", 1)));
        append(beginning("b"));
        store.reachable(false);

        assertThat(ledger.nextPosition()).isEqualTo(new Position(3));
        assertThat(ledger.lastSequence("a")).hasValue(1L);
        assertThat(ledger.hasEventAfter("a", 0)).isTrue();
        assertThat(ledger.hasEventAfter("b", 0)).isFalse();
    }

    @Test
    void reads_a_history_once() throws Exception {
        append(commit("1", event("a", 0), event("a", 1)));
        assertThat(ledger.readEvents("a", 0)).hasSize(2);
        store.reachable(false);

        assertThat(ledger.readEvents("a", 0)).hasSize(2);
    }

    @Test
    void reads_what_was_written_before_it_was_opened_once() throws Exception {
        append(commit("1", event("a", 0), event("a", 1)));
        GroupCommitLedger reopened = open();
        assertThat(reopened.nextPosition()).isEqualTo(new Position(2));
        assertThat(reopened.lastSequence("a")).hasValue(1L);
        store.reachable(false);

        assertThat(reopened.nextPosition()).isEqualTo(new Position(2));
        assertThat(reopened.lastSequence("a")).hasValue(1L);
    }

    @Test
    void knows_the_last_sequence_after_a_conflict_with_an_earlier_one() throws Exception {
        append(commit("1", event("a", 0), event("a", 1), event("a", 2), event("a", 3)));
        GroupCommitLedger reopened = open();

        CompletableFuture<Position> late = reopened.append(commit("2", event("a", 1)));
        reopened.step();

        assertThat(late).isCompletedExceptionally();
        assertThat(late.handle((position, failure) -> failure).join()).isInstanceOf(SequenceConflictException.class);
        assertThat(reopened.lastSequence("a")).hasValue(3L);
    }

    @Test
    void includes_what_a_read_returned_before_the_writer_learned_of_it() throws Exception {
        append(beginning("a"));
        store.then(sent -> {
            InsertResult result = store.store(sent);
            assertThat(ledger.nextPosition()).isEqualTo(new Position(1));
            assertThat(ledger.readEvents("a", 1)).hasSize(1);
            assertThat(ledger.nextPosition()).isEqualTo(new Position(2));
            assertThat(ledger.lastSequence("a")).hasValue(1L);
            return result;
        });

        append(commit("2", event("a", 1)));

        assertThat(ledger.nextPosition()).isEqualTo(new Position(2));
    }

    @Test
    void includes_what_was_found_after_a_lost_reply() throws Exception {
        store.thenLoseTheReply();

        append(beginning("a"));

        assertThat(ledger.nextPosition()).isEqualTo(new Position(1));
        assertThat(ledger.lastSequence("a")).hasValue(0L);
    }

    private GroupCommitLedger open() {
        WriterBackoff withoutPauses = new WriterBackoff() {
            @Override
            public long nanoTime() {
                return 0;
            }

            @Override
            public void pause(int tries) {}
        };
        return new GroupCommitLedger(
                store,
                "test",
                Clock.fixed(NOON, ZoneOffset.UTC),
                AppendLimits.DEFAULTS,
                why -> {},
                withoutPauses,
                UnaryOperator.identity());
    }

    private void append(Commit commit) throws InterruptedException {
        CompletableFuture<Position> appended = ledger.append(commit);
        ledger.step();
        assertThat(appended).isCompleted();
    }
}
