package org.keyledger.ledger.sqlite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.IndexKey;
import org.keyledger.ledger.writebehind.WriteBehindViews;

/** Batch n writes n as the position of two documents, and gives them the same key; it adds and removes other documents. */
@DisplayName("Reading views on SQLite while they are written behind")
@Timeout(60)
class WriteBehindConcurrencyTest {

    private static final int BATCHES = 4_000;
    private static final int READERS = 4;
    private static final int LIVE = 20;

    @TempDir
    private Path directory;

    private final AtomicLong committed = new AtomicLong();

    @Test
    void never_shows_an_older_state_than_one_that_was_waited_for() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(READERS);
        try (Views views = WriteBehindViews.over(
                SqliteViews.open(new Database(directory.resolve("views.db"), SqliteViews.FORMAT), why -> {
                    throw new AssertionError(why);
                }))) {
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < READERS; i++) {
                readers.add(threads.submit(reader(views)));
            }
            write(views);
            for (Future<Long> reader : readers) {
                assertThat(reader.get()).as("reads of one reader").isPositive();
            }
            assertThat(views.count("v")).isEqualTo(LIVE + 1);
        } finally {
            threads.shutdownNow();
        }
    }

    private void write(Views views) {
        Optional<Checkpoint> from = Optional.empty();
        for (long n = 1; n <= BATCHES; n++) {
            Checkpoint reached = new Checkpoint(new Position(n), new byte[0]);
            try (Batch batch = views.begin("p", from)) {
                batch.put("v", document("fixed", n, "fixed", "fixed"));
                batch.put("v", document("moving-" + n % LIVE, n, "moving-" + n, "p"));
                batch.saveCheckpoint(reached);
                batch.commit();
            }
            from = Optional.of(reached);
            committed.set(n);
        }
    }

    private Callable<Long> reader(Views views) {
        return () -> {
            long reads = 0;
            for (long reached = committed.get(); reached < BATCHES; reached = committed.get()) {
                readAt(views, reached);
                reads++;
            }
            return reads;
        };
    }

    private static void readAt(Views views, long reached) {
        if (reached < LIVE) {
            return;
        }
        assertThat(views.checkpoint("p").map(it -> it.next().value())).hasValueSatisfying(it -> atLeast(it, reached));
        assertThat(views.find("v", "fixed")).hasValueSatisfying(it -> atLeast(it, reached));
        assertThat(views.findUnique("v", "name", "fixed")).hasValueSatisfying(it -> atLeast(it, reached));
        assertThat(views.ceiling("v", "name", "fixe")).hasValueSatisfying(it -> atLeast(it, reached));
        List<Document> page = views.page("v", "by", "p", Optional.empty(), LIVE).documents();
        assertThat(page).hasSize(LIVE);
        atLeast(page.get(0), reached);
        long newest = page.get(0).position().value();
        assertThat(page)
                .as("the documents of one batch, none of a later one")
                .extracting(it -> it.position().value())
                .containsExactlyElementsOf(LongStream.rangeClosed(newest - LIVE + 1, newest)
                        .boxed()
                        .sorted(java.util.Comparator.reverseOrder())
                        .toList());
    }

    private static void atLeast(Document document, long reached) {
        atLeast(document.position().value(), reached);
    }

    private static void atLeast(long position, long reached) {
        assertThat(position).isGreaterThanOrEqualTo(reached);
    }

    private static Document document(String id, long n, String name, String partition) {
        return new Document(
                id,
                new Position(n),
                "{}".getBytes(UTF_8),
                Map.of("name", name),
                Map.of("by", new IndexKey(partition, String.format("%09d", n))));
    }
}
