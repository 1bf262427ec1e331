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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class CoalescingBatchTest {

    private final ReentrantLock lock = new ReentrantLock();
    private final List<List<String>> trips = new ArrayList<>();
    private final CountDownLatch underWay = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        callers.shutdownNow();
    }

    @Test
    void is_one_for_all_who_asked_while_another_was_under_way() throws Exception {
        CoalescingBatch<String> shared = new CoalescingBatch<>(lock, this::travel);
        CompletableFuture<Void> first = ask(shared, "first");
        underWay.await();
        List<CompletableFuture<Void>> others =
                Stream.of("a", "b", "c").map(it -> ask(shared, it)).toList();
        awaitQueue(3);
        goOn.countDown();

        first.get();
        for (CompletableFuture<Void> other : others) {
            other.get();
        }

        assertThat(trips).hasSize(2);
        assertThat(trips.get(0)).containsExactly("first");
        assertThat(trips.get(1)).containsExactlyInAnyOrder("a", "b", "c");
    }

    @Test
    void that_fails_is_told_to_who_went_and_the_others_go_themselves() throws Exception {
        CoalescingBatch<String> shared = new CoalescingBatch<>(lock, all -> {
            travel(all);
            if (all.contains("bad")) {
                throw new IllegalStateException("lost");
            }
        });
        CompletableFuture<Void> first = ask(shared, "first");
        underWay.await();
        CompletableFuture<Void> bad = ask(shared, "bad");
        awaitQueue(1);
        CompletableFuture<Void> good = ask(shared, "good");
        awaitQueue(2);
        goOn.countDown();

        first.get();
        assertThatThrownBy(bad::join).isInstanceOf(CompletionException.class).hasMessageContaining("lost");
        good.get();

        assertThat(trips.get(trips.size() - 1)).containsExactly("good");
    }

    private CompletableFuture<Void> ask(CoalescingBatch<String> shared, String what) {
        return CompletableFuture.runAsync(() -> shared.ask(what), callers);
    }

    private void travel(List<String> all) {
        trips.add(all);
        underWay.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void awaitQueue(int waiting) throws InterruptedException {
        while (lock.getQueueLength() < waiting) {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
