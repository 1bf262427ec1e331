package org.keyledger.ledger.writebehind;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyledger.ledger.ForwardingViews;
import org.keyledger.ledger.InMemoryViews;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.Document;
import org.keyledger.ledger.Views.IndexKey;
import org.keyledger.ledger.writebehind.UnflushedChanges.FlushPolicy;

/** Random batches, flushes and crashes; every query must answer as views do that are written immediately. */
@DisplayName("Views written behind, compared with views written immediately")
@Timeout(120)
class WriteBehindEquivalenceTest {

    private static final FlushPolicy BY_HAND =
            new FlushPolicy(100_000, Duration.ofDays(1), 100_000, Duration.ofDays(1));
    private static final int STEPS = 60;

    private static List<Long> seeds() {
        return new Random(20261129).longs(40).boxed().toList();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void answer_every_query_alike(long seed) {
        Random random = new Random(seed);
        InMemoryViews store = new InMemoryViews();
        InMemoryViews expected = new InMemoryViews();
        WriteBehindViews views = WriteBehindViews.over(new StoredViews(store), BY_HAND);
        for (int step = 1; step <= STEPS; step++) {
            long batch = random.nextLong();
            assertThat(apply(batch, step, views)).isEqualTo(apply(batch, step, expected));
            if (random.nextInt(4) == 0) {
                views.flush();
            }
            assertThat(answers(views, seed)).isEqualTo(answers(expected, seed));
        }
        views.close();
        assertThat(answers(store, seed)).isEqualTo(answers(expected, seed));
    }

    /** After a crash the projection repeats the batches that follow the stored checkpoint. */
    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void contain_the_same_after_crashes_and_repeated_batches(long seed) {
        Random random = new Random(seed);
        InMemoryViews store = new InMemoryViews();
        List<Long> batches = new ArrayList<>();
        WriteBehindViews views = WriteBehindViews.over(new StoredViews(store), BY_HAND);
        for (int step = 1; step <= STEPS; step++) {
            batches.add(random.nextLong());
            repeat(batches, views);
            if (random.nextInt(6) == 0) {
                views.flush();
            }
            if (random.nextInt(8) == 0) {
                views = WriteBehindViews.over(new StoredViews(store), BY_HAND);
            }
        }
        repeat(batches, views);
        InMemoryViews rebuilt = new InMemoryViews();
        repeat(batches, rebuilt);

        assertThat(answers(views, seed)).isEqualTo(answers(rebuilt, seed));
        views.close();
        assertThat(answers(store, seed)).isEqualTo(answers(rebuilt, seed));
        assertThat(store.checkpoint("p").map(Checkpoint::next)).hasValue(new Position(STEPS));
    }

    private static void repeat(List<Long> batches, Views views) {
        int done = views.checkpoint("p").map(it -> (int) it.next().value()).orElse(0);
        for (int step = done + 1; step <= batches.size(); step++) {
            apply(batches.get(step - 1), step, views);
        }
    }

    /** Returns which changes were refused, and what the batch reads of itself. */
    private static List<Object> apply(long seed, int step, Views views) {
        Random random = new Random(seed);
        List<Object> results = new ArrayList<>();
        try (Batch batch = views.begin("p", views.checkpoint("p"))) {
            for (int change = random.nextInt(6); change >= 0; change--) {
                results.add(change(random, step, batch));
            }
            results.add(plain(batch.findUnique("v", "name", key(random))));
            results.add(batch.all("v", "by", "p0").stream().map(Document::id).toList());
            batch.saveCheckpoint(new Checkpoint(new Position(step), new byte[0]));
            batch.commit();
        }
        return results;
    }

    private static Object change(Random random, int step, Batch batch) {
        String id = "d" + random.nextInt(12);
        if (random.nextInt(4) == 0) {
            batch.remove("v", id);
            return "removed " + id;
        }
        Map<String, String> unique = new HashMap<>();
        List.of("name", "mail").stream()
                .filter(index -> random.nextInt(3) > 0)
                .forEach(index -> unique.put(index, key(random)));
        Map<String, IndexKey> ordered =
                random.nextInt(5) == 0 ? Map.of() : Map.of("by", new IndexKey("p" + random.nextInt(2), key(random)));
        try {
            batch.put("v", new Document(id, new Position(step), ("{" + step).getBytes(UTF_8), unique, ordered));
            return "put " + id;
        } catch (IllegalStateException e) {
            return "refused " + id;
        }
    }

    private static String key(Random random) {
        return "k" + random.nextInt(20);
    }

    private static List<Object> answers(Views views, long seed) {
        Random random = new Random(seed);
        List<Object> answers = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            ids.add("d" + random.nextInt(14));
            answers.add(plain(views.find("v", "d" + i)));
        }
        for (int i = 0; i < 20; i++) {
            answers.add(plain(views.findUnique("v", "name", "k" + i)));
            answers.add(plain(views.ceiling("v", "mail", "k" + i)));
        }
        answers.add(views.findAll("v", ids).stream().map(Document::id).sorted().toList());
        answers.add(
                views.scan("v", Optional.empty(), 5).stream().map(Document::id).toList());
        answers.add(
                views.scan("v", Optional.of("d3"), 5).stream().map(Document::id).toList());
        answers.add(views.count("v"));
        answers.add(pages(views, "p0", 1 + random.nextInt(4)));
        answers.add(pages(views, "p1", 20));
        answers.add(views.checkpoint("p").map(Checkpoint::next));
        return answers;
    }

    private static List<Object> pages(Views views, String partition, int limit) {
        List<Object> pages = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Views.Page page = views.page("v", "by", partition, cursor, limit);
            pages.add(page.documents().stream().map(Document::id).toList());
            cursor = page.cursor();
        } while (cursor.isPresent());
        return pages;
    }

    private static String plain(Optional<Document> document) {
        return document.map(it -> it.id() + it.position() + new String(it.body(), UTF_8) + it.unique() + it.ordered())
                .orElse("none");
    }

    /** Closing the views that are written behind does not close their store. */
    private static final class StoredViews extends ForwardingViews {

        private StoredViews(Views views) {
            super(views);
        }
    }
}
