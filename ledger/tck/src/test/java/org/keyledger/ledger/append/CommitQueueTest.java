package org.keyledger.ledger.append;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.keyledger.ledger.Examples.beginning;
import static org.keyledger.ledger.Examples.commit;
import static org.keyledger.ledger.Examples.event;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.AppendRejectedException.OverloadedException;
import org.keyledger.ledger.Commit;

@DisplayName("Waiting in the commit queue")
class CommitQueueTest {

    private final CommitQueue queue = new CommitQueue(AppendLimits.DEFAULTS);

    @Test
    void is_possible_for_4096_commits() {
        IntStream.range(0, 4095).forEach(n -> add(beginning("a" + n)));
        assertThat(queue.hasCapacity()).isTrue();
        add(beginning("a4095"));

        assertThat(queue.hasCapacity()).isFalse();
        assertThatThrownBy(() -> add(beginning("b"))).isInstanceOf(OverloadedException.class);
    }

    @Test
    void is_possible_for_32_megabytes() {
        add(large(15));
        add(large(14));

        assertThatThrownBy(() -> add(large(4))).isInstanceOf(OverloadedException.class);
        assertThat(queue.hasCapacity()).isTrue();
        add(large(2));
        assertThat(queue.hasCapacity()).isTrue();
        add(large(1));
        assertThat(queue.hasCapacity()).as("for a sign-up").isFalse();
    }

    @Test
    void is_possible_again_when_some_were_taken() throws Exception {
        add(large(15));
        add(large(15));
        queue.take();

        add(large(15));
    }

    @Test
    void ends_in_batches_of_128() throws Exception {
        IntStream.range(0, 130).forEach(n -> add(beginning("a" + n)));

        assertThat(queue.take()).hasSize(128);
        assertThat(queue.take()).hasSize(2);
    }

    @Test
    void ends_in_batches_of_8_megabytes() throws Exception {
        add(large(3));
        add(large(4));
        add(large(3));
        add(large(12));
        add(large(1));

        assertThat(queue.take()).hasSize(2);
        assertThat(queue.take()).hasSize(1);
        assertThat(queue.take()).as("batch of a large commit").hasSize(1);
        assertThat(queue.take()).hasSize(1);
    }

    @Test
    void continues_for_queued_commits_when_the_queue_is_closed() throws Exception {
        add(beginning("a"));
        queue.close();

        assertThat(queue.hasCapacity()).isFalse();
        assertThatThrownBy(() -> add(beginning("b"))).isInstanceOf(OverloadedException.class);
        assertThat(queue.take()).hasSize(1);
        assertThat(queue.take()).isEmpty();
    }

    @Test
    void ends_for_commits_that_have_waited_too_long() throws Exception {
        PendingAppend old = new PendingAppend(beginning("a"), List.of(), 100);
        PendingAppend young = new PendingAppend(beginning("b"), List.of(), 200);
        queue.add(old);
        queue.add(young);

        queue.rejectOlderThan(150, "too long");

        assertThatThrownBy(() -> old.future().join()).hasCauseInstanceOf(OverloadedException.class);
        assertThat(queue.take()).containsExactly(young);
    }

    private void add(Commit commit) {
        queue.add(new PendingAppend(commit, List.of(), 0));
    }

    private static Commit large(int megabytes) {
        return commit("large", event("a", 0, new byte[megabytes * 1_000_000 - 1000]));
    }
}
