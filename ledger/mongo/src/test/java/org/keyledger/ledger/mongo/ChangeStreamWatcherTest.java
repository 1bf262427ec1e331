package org.keyledger.ledger.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.ledger.Examples.beginning;

import de.bwaldvogel.mongo.bson.Document;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.append.AppendLimits;
import org.keyledger.ledger.append.GroupCommitLedger;

@DisplayName("Notification of appends by other nodes")
@Timeout(60)
class ChangeStreamWatcherTest extends FakeMongoFixture {

    private final Semaphore notified = new Semaphore(0);
    private final AtomicInteger headReads = new AtomicInteger();

    @Test
    void by_a_change_stream() throws Exception {
        fake.withChangeStreams();
        try (Ledger other = ledger("other")) {
            other.append(beginning("before")).join();
            try (ChangeStreamWatcher watch = new ChangeStreamWatcher(database, "me", MonotonicClock.SYSTEM)) {
                watch.onAppended(notified::release);
                Eventually.awaitTrue(watch::isStreaming, () -> "no change stream");
                notified.drainPermits();

                other.append(beginning("a")).join();

                assertThat(notified.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
                assertThat(watch.isStreaming()).isTrue();
            }
        }
    }

    @Test
    void by_asking_while_there_is_no_stream() throws Exception {
        refuseStreams();
        try (Ledger other = ledger("other");
                ChangeStreamWatcher watch = new ChangeStreamWatcher(database, "me", MonotonicClock.SYSTEM)) {
            watch.onAppended(notified::release);

            other.append(beginning("a")).join();

            assertThat(notified.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
            assertThat(watch.isStreaming()).isFalse();
        }
    }

    @Test
    void and_not_of_oneself() throws Exception {
        refuseStreams();
        try (Ledger mine = ledger("me");
                ChangeStreamWatcher watch = new ChangeStreamWatcher(database, "me", MonotonicClock.SYSTEM)) {
            watch.onAppended(notified::release);

            mine.append(beginning("a")).join();

            awaitHeadReadAndHandled();
            assertThat(notified.availablePermits()).isZero();
        }
    }

    @Test
    void until_the_listener_is_removed() throws Exception {
        refuseStreams();
        try (Ledger other = ledger("other");
                ChangeStreamWatcher watcher = new ChangeStreamWatcher(database, "me", MonotonicClock.SYSTEM);
                GroupCommitLedger watched = ledger("me")) {
            watcher.onAppended(watched::notifyAppended);
            Ledger.Registration registration = watched.onAppended(commits -> notified.release());
            other.append(beginning("a")).join();
            assertThat(notified.tryAcquire(5, TimeUnit.SECONDS)).isTrue();

            registration.close();
            notified.drainPermits();
            other.append(beginning("b")).join();
            watched.append(beginning("c")).join();

            awaitHeadReadAndHandled();
            assertThat(notified.availablePermits()).isZero();
        }
    }

    private void refuseStreams() {
        fake.answering(
                "aggregate",
                (asked, usual) -> new Document("ok", 0.0).append("code", 13).append("errmsg", "not authorized"));
        fake.answering("find", (asked, usual) -> {
            if (new Document("w", 1).equals(asked.get("projection"))) {
                headReads.incrementAndGet();
            }
            return usual.answer();
        });
    }

    /** The first read from now on finds what was appended; when the second begins, listeners were called for the first. */
    private void awaitHeadReadAndHandled() {
        int before = headReads.get();
        Eventually.awaitTrue(() -> headReads.get() >= before + 2, headReads::get);
    }

    private GroupCommitLedger ledger(String writer) {
        return new GroupCommitLedger(store(), writer, CLOCK, new Random(1), AppendLimits.DEFAULTS, FAIL_ON_FATAL_ERROR);
    }
}
