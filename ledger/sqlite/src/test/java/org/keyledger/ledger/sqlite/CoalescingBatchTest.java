package org.keyledger.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.ledger.Eventually;

@DisplayName("Coalescing concurrent requests")
@Timeout(30)
class CoalescingBatchTest {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<List<String>> batches = new ArrayList<>();
    private final CountDownLatch underWay = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        callers.shutdownNow();
    }

    @Test
    void processes_requests_made_during_a_batch_in_one_batch() throws Exception {
        CoalescingBatch<String, String> shared = new CoalescingBatch<>(lock, this::process);
        CompletableFuture<String> first = ask(shared, "first");
        underWay.await();
        List<CompletableFuture<String>> others =
                Stream.of("a", "b", "c").map(it -> ask(shared, it)).toList();
        awaitQueue(3);
        goOn.countDown();

        assertThat(first.get()).isEqualTo("result of first");
        assertThat(others.stream().map(CompletableFuture::join))
                .containsExactly("result of a", "result of b", "result of c");
        assertThat(batches).hasSize(2);
        assertThat(batches.get(0)).containsExactly("first");
        assertThat(batches.get(1)).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void fails_the_requests_of_a_failed_batch_and_processes_the_others() throws Exception {
        CoalescingBatch<String, String> shared = new CoalescingBatch<>(lock, all -> {
            List<String> results = process(all);
            if (all.contains("bad")) {
                throw new IllegalStateException("lost");
            }
            return results;
        });
        CompletableFuture<String> first = ask(shared, "first");
        underWay.await();
        CompletableFuture<String> bad = ask(shared, "bad");
        awaitQueue(1);
        CompletableFuture<String> good = ask(shared, "good");
        awaitQueue(2);
        goOn.countDown();

        first.get();
        assertThatThrownBy(bad::join).isInstanceOf(CompletionException.class).hasMessageContaining("lost");
        assertThat(good.get()).isEqualTo("result of good");

        assertThat(batches.get(batches.size() - 1)).containsExactly("good");
    }

    private CompletableFuture<String> ask(CoalescingBatch<String, String> shared, String what) {
        return CompletableFuture.supplyAsync(() -> shared.submit(what), callers);
    }

    private List<String> process(List<String> all) {
        batches.add(all);
        underWay.countDown();
        try {
            goOn.await();
            return all.stream().map(it -> "result of " + it).toList();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitQueue(int waiting) {
        Eventually.awaitTrue(() -> lock.getQueueLength() >= waiting, lock::getQueueLength);
    }
}
