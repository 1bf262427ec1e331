package org.keyledger.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.axon.ClaimOwner;
import org.keyledger.ledger.epoch.EpochStarter;

@DisplayName("Processing events in projections across crashes, retries and epochs")
@Timeout(60)
class ProjectionProcessingTest {

    private final Stores stores = Stores.inMemory();
    private final TestAccount ada = TestAccount.of("ada", stores);

    @Test
    void killed_in_the_middle_of_a_batch_resumes_without_gaps_or_duplicates() throws InterruptedException {
        var thirdOfFive = new CountDownLatch(1);
        var killed = QuerySideNode.over(
                stores, PositionRecordingProjection.definition(position -> blockAt(5, position, thirdOfFive)));
        killed.record(ada.signUp());
        killed.awaitApplied(2);
        killed.record(ada.key("1"), ada.key("2"), ada.key("3"), ada.key("4"), ada.key("5"));
        assertThat(thirdOfFive.await(20, TimeUnit.SECONDS)).isTrue();

        try (var next = QuerySideNode.over(stores, inAnHour("next"), PositionRecordingProjection.definition())) {
            next.awaitAllApplied();

            assertThat(PositionRecordingProjection.recordedPositions(next)).isEqualTo(positions(8));
        }
        killed.close();
    }

    @Test
    void by_a_resumed_zombie_is_discarded() throws InterruptedException {
        var reached = new CountDownLatch(1);
        var wake = new CountDownLatch(1);
        var woke = new AtomicBoolean();
        var zombie = QuerySideNode.over(stores, PositionRecordingProjection.definition(position -> {
            if (position == 3) {
                reached.countDown();
                await(wake);
                woke.set(true);
            }
        }));
        zombie.record(ada.signUp());
        zombie.awaitApplied(2);
        zombie.record(ada.key("1"), ada.key("2"));
        await(reached);

        try (var next = QuerySideNode.over(stores, inAnHour("next"), PositionRecordingProjection.definition())) {
            next.awaitAllApplied();
            wake.countDown();
            zombie.close();
            next.record(ada.key("3"));
            next.awaitAllApplied();

            assertThat(woke).isTrue();
            assertThat(PositionRecordingProjection.recordedPositions(next)).isEqualTo(positions(6));
            assertThat(next.differencesAfterRebuild()).isEmpty();
        }
    }

    @Test
    void that_fails_is_retried_without_gaps_or_duplicates() {
        var failed = new AtomicBoolean();
        try (var node = QuerySideNode.over(stores, PositionRecordingProjection.definition(position -> {
            if (position == 4 && failed.compareAndSet(false, true)) {
                throw new IllegalStateException("once");
            }
        }))) {
            node.record(ada.signUp());
            node.record(ada.key("1"), ada.key("2"), ada.key("3"));
            node.awaitAllApplied();

            assertThat(failed).isTrue();
            assertThat(PositionRecordingProjection.recordedPositions(node)).isEqualTo(positions(6));
        }
    }

    @Test
    void advances_when_no_view_changes() {
        try (var node = QuerySideNode.over(stores)) {
            var key = ada.key("1");
            node.record(ada.signUp());
            node.record(key);
            node.record(new ApiKeyRevoked(key.key()));

            node.awaitAllApplied();

            assertThat(node.models().nextPosition().value()).isEqualTo(5);
        }
    }

    @Test
    void does_not_start_ahead_of_a_restored_ledger() {
        try (var node = QuerySideNode.over(stores)) {
            node.record(ada.signUp());
            node.awaitAllApplied();
        }
        var setBack = new Stores(new InMemoryLedger(stores.clock()), stores.vault(), stores.views(), stores.clock());

        assertThatThrownBy(() -> QuerySideNode.over(setBack))
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining("rebuild");
    }

    @Test
    void does_not_start_in_an_epoch_that_lost_applied_events() {
        var backup = new InMemoryLedger(stores.ledger().identity(), stores.clock());
        try (var node = QuerySideNode.over(stores)) {
            node.record(ada.signUp());
            stores.ledger().read(Position.FIRST, 10).forEach(it -> backup.append(it.commit()));
            node.record(ada.key("lost"));
            node.awaitAllApplied();
        }
        new EpochStarter(backup, stores.clock(), new SecureRandom(), Map.of()).startAfter(0);
        var restored = new Stores(backup, stores.vault(), stores.views(), stores.clock());

        assertThat(backup.nextPosition()).isEqualTo(stores.ledger().nextPosition());
        assertThatThrownBy(() -> QuerySideNode.over(restored))
                .isInstanceOf(StorageOpenException.class)
                .hasMessageContaining("rebuild");
    }

    @Test
    void continues_in_a_new_epoch_that_contains_all_applied_events() {
        try (var node = QuerySideNode.over(stores)) {
            node.record(ada.signUp());
            node.awaitAllApplied();
        }
        new EpochStarter(stores.ledger(), stores.clock(), new SecureRandom(), Map.of()).startAfter(0);
        for (var start = 0; start < 2; start++) {
            try (var node = QuerySideNode.over(stores)) {
                node.record(ada.key("in epoch 1, start " + start));
                node.awaitAllApplied();
            }
        }
    }

    private static ClaimOwner inAnHour(String name) {
        return new ClaimOwner(name, Clock.offset(Clock.systemUTC(), Duration.ofHours(1)), Duration.ofSeconds(10));
    }

    private static void blockAt(long position, long reached, CountDownLatch reachedLatch) {
        if (position == reached) {
            reachedLatch.countDown();
            await(new CountDownLatch(1));
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Long> positions(int count) {
        return LongStream.range(0, count).boxed().toList();
    }
}
