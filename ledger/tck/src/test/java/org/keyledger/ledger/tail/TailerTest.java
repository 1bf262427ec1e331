package org.keyledger.ledger.tail;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.tail.TailStatus.HeadObservation;

@DisplayName("Tailing the ledger")
class TailerTest {

    private final InMemoryLedger ledger = new InMemoryLedger();
    private final AtomicInteger decoded = new AtomicInteger();
    private volatile Runnable whileDecoding = () -> {};
    private final Tailer<Long> tailer =
            new Tailer<>(ledger, new PositionDecoder(), Ticker.systemTicker(), Duration.ofMinutes(5), 10);

    @AfterEach
    void end() {
        tailer.close();
    }

    @Test
    void starts_inside_a_commit() throws InterruptedException {
        append(5);

        assertThat(take(tailer.open(new Position(2)), 3)).containsExactly(2L, 3L, 4L);
    }

    @Test
    void is_woken_by_an_append_long_before_it_would_ask() throws InterruptedException {
        TailStream<Long> stream = tailer.open(Position.FIRST);
        caughtUp(Position.FIRST);
        CountDownLatch called = new CountDownLatch(1);
        stream.onAvailable(called::countDown);

        append(2);

        assertThat(called.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(take(stream, 2)).containsExactly(0L, 1L);
    }

    @Test
    void decodes_a_new_commit_once_for_all_streams() throws InterruptedException {
        List<TailStream<Long>> streams = List.of(tailer.open(Position.FIRST), tailer.open(Position.FIRST));
        caughtUp(Position.FIRST);
        append(3);
        caughtUp(new Position(3));

        for (TailStream<Long> stream : streams) {
            assertThat(take(stream, 3)).containsExactly(0L, 1L, 2L);
        }
        assertThat(decoded).hasValue(1);
    }

    @Test
    void keeps_only_commits_that_a_stream_has_not_read() throws InterruptedException {
        List<TailStream<Long>> streams = List.of(tailer.open(Position.FIRST), tailer.open(Position.FIRST));
        caughtUp(Position.FIRST);
        append(2);
        caughtUp(new Position(2));
        take(streams.get(0), 2);
        append(1);
        caughtUp(new Position(3));
        take(tailer.open(Position.FIRST), 3);
        assertThat(decoded).as("one stream has not read the first commit").hasValue(2);

        take(streams.get(1), 2);
        append(1);
        caughtUp(new Position(4));

        take(tailer.open(Position.FIRST), 4);
        assertThat(decoded).as("the first commit is read again").hasValueGreaterThan(3);
    }

    @Test
    void reads_pages_for_a_stream_that_is_far_behind() throws InterruptedException {
        tailer.start();
        caughtUp(Position.FIRST);
        IntStream.range(0, 300).forEach(it -> append(1));
        caughtUp(new Position(300));

        assertThat(take(tailer.open(Position.FIRST), 300))
                .isEqualTo(LongStream.range(0, 300).boxed().toList());
    }

    @Test
    void goes_on_from_the_ledger_after_forgetting_what_was_shared() throws InterruptedException {
        TailStream<Long> stream = tailer.open(Position.FIRST);
        caughtUp(Position.FIRST);
        append(3);
        caughtUp(new Position(3));
        tailer.clearCache();
        append(2);

        assertThat(take(stream, 5)).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void reports_the_head_and_when_it_began_to_read_it() {
        var ticks = new AtomicLong(7);
        var stepped = new Tailer<>(ledger, new PositionDecoder(), ticks::get, Duration.ofMinutes(5), 10);
        assertThat(stepped.status().head()).isEmpty();
        append(2);

        stepped.step();
        assertThat(stepped.status().head()).contains(new HeadObservation(new Position(2), 7));

        ticks.set(8);
        stepped.step();
        assertThat(stepped.status().head()).contains(new HeadObservation(new Position(2), 8));

        append(1);
        ticks.addAndGet(TimeUnit.MILLISECONDS.toNanos(250));
        stepped.step();
        assertThat(stepped.status().head())
                .as("under a steady load")
                .contains(new HeadObservation(new Position(3), ticks.get()));
    }

    @Test
    void stops_where_the_chain_is_broken() throws InterruptedException {
        append(1);
        TailStream<Long> stream = tailer.open(Position.FIRST);
        caughtUp(new Position(1));
        RecordedCommit altered = altered(ledger.head().orElseThrow());
        ledger.tamper(with(altered, new Position(1), Hash.of(new byte[32])));
        ledger.tamper(with(altered, new Position(2), Hash.of(new byte[32])));
        append(1);

        awaitStopped();
        assertThat(tailer.status().error())
                .hasValueSatisfying(why -> assertThat(why).contains("does not continue"));
        assertThat(take(stream, 1)).containsExactly(0L);
        assertThat(stream.peek()).isEmpty();
    }

    @Test
    void stops_at_a_gap() throws InterruptedException {
        append(1);
        tailer.start();
        caughtUp(new Position(1));
        RecordedCommit head = ledger.head().orElseThrow();
        ledger.tamper(with(head, new Position(5), head.hash()));
        append(1);

        awaitStopped();
    }

    @Test
    void finds_a_broken_link_in_old_history_too() {
        append(1);
        append(1);
        append(1);
        ledger.tamper(altered(ledger.read(new Position(1), 1).get(0)));
        TailStream<Long> stream = tailer.open(Position.FIRST);

        assertThatThrownBy(() -> take(stream, 3)).isInstanceOf(BrokenChainException.class);
        assertThat(tailer.status().stopped()).isTrue();
    }

    @Test
    void finds_what_was_altered_under_an_unchanged_hash() {
        append(1);
        append(1);
        RecordedCommit second = ledger.head().orElseThrow();
        Commit forged =
                new Commit("forged", second.commit().metadata(), second.commit().events());
        ledger.tamper(new RecordedCommit(
                second.first(), forged, second.writer(), second.maxEventTime(), second.previousHash(), second.hash()));
        TailStream<Long> stream = tailer.open(Position.FIRST);

        assertThatThrownBy(() -> take(stream, 2)).isInstanceOf(BrokenChainException.class);
    }

    @Test
    void takes_over_what_is_appended_without_reading_it() {
        var stepped = steppedTailer();
        append(2);
        append(1);
        ledger.tamper(altered(ledger.head().orElseThrow()));

        stepped.step();

        assertThat(stepped.status().next()).contains(new Position(3));
        assertThat(stepped.status().stopped()).isFalse();
    }

    @Test
    void stops_where_what_is_appended_does_not_continue_the_chain() {
        append(1);
        var stepped = steppedTailer();
        RecordedCommit head = ledger.head().orElseThrow();
        ledger.tamper(new RecordedCommit(
                head.first(),
                head.commit(),
                head.writer(),
                head.maxEventTime(),
                head.previousHash(),
                Hash.of(new byte[32])));
        append(1);

        stepped.step();

        assertThat(stepped.status().stopped()).isTrue();
    }

    @Test
    void reads_what_does_not_fit_into_the_hand_over() throws InterruptedException {
        var stepped = steppedTailer();
        int commits = 5;
        IntStream.range(0, commits).forEach(it -> append(AppendedCommits.MAX_EVENTS / 2));
        append(1);

        for (int steps = 0; steps < 2 * commits; steps++) {
            stepped.step();
        }

        long end = commits * (AppendedCommits.MAX_EVENTS / 2) + 1;
        assertThat(stepped.status().next()).contains(new Position(end));
        assertThat(take(stepped.open(new Position(end - 3)), 3)).containsExactly(end - 3, end - 2, end - 1);
    }

    @Test
    void reads_what_another_process_appended_between_its_own_commits() throws InterruptedException {
        var stepped = steppedTailer();
        ledger.notifyListeners(false);
        append(2);
        ledger.notifyListeners(true);
        append(1);

        stepped.step();

        assertThat(take(stepped.open(Position.FIRST), 3)).containsExactly(0L, 1L, 2L);
    }

    @Test
    void shares_nothing_that_was_decoded_before_the_memory_was_cleared() {
        append(1);
        var stepped = steppedTailer();
        whileDecoding = stepped::clearCache;
        append(1);
        stepped.step();
        whileDecoding = () -> {};
        decoded.set(0);

        assertThat(stepped.open(new Position(1)).peek()).contains(1L);
        assertThat(decoded).hasValue(1);
    }

    /** A tailer at the end of the ledger whose thread is the test's. */
    private Tailer<Long> steppedTailer() {
        var stepped = new Tailer<>(ledger, new PositionDecoder(), Ticker.systemTicker(), Duration.ofMinutes(5), 10);
        stepped.registerListener();
        stepped.step();
        return stepped;
    }

    private void append(int events) {
        List<EventRecord> entries = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            String id = UUID.randomUUID().toString();
            byte[] body = "{}".getBytes(UTF_8);
            entries.add(new EventRecord(id, "thing", 0, id, "thing.happened", 1, Instant.EPOCH, body));
        }
        ledger.append(new Commit(entries.get(0).id(), entries)).join();
    }

    private static RecordedCommit altered(RecordedCommit commit) {
        return with(commit, commit.first(), Hash.of(new byte[32]));
    }

    private static RecordedCommit with(RecordedCommit commit, Position first, Hash previous) {
        return new RecordedCommit(
                first, commit.commit(), commit.writer(), commit.maxEventTime(), previous, commit.hash());
    }

    private static List<Long> take(TailStream<Long> stream, int events) throws InterruptedException {
        List<Long> taken = new ArrayList<>();
        while (taken.size() < events && stream.await(10, TimeUnit.SECONDS)) {
            taken.add(stream.take());
        }
        return taken;
    }

    private void caughtUp(Position next) {
        Eventually.awaitTrue(() -> tailer.status().next().filter(next::equals).isPresent(), tailer::status);
    }

    private void awaitStopped() {
        Eventually.awaitTrue(() -> tailer.status().stopped(), tailer::status);
    }

    private final class PositionDecoder implements CommitDecoder<Long> {

        @Override
        public List<Long> decode(RecordedCommit commit) {
            decoded.incrementAndGet();
            whileDecoding.run();
            return LongStream.range(commit.first().value(), commit.next().value())
                    .boxed()
                    .toList();
        }

        @Override
        public Position positionOf(Long event) {
            return new Position(event);
        }
    }
}
