package org.keyledger.consumer.subscription;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.consumer.subscription.CloudEvent.Cause;
import org.keyledger.consumer.subscription.ConsumerStatus.DeadLetterInfo;
import org.keyledger.consumer.subscription.ConsumerStatus.State;
import org.keyledger.ledger.Eventually;

@DisplayName("Consuming events")
class EventConsumerTest {

    @TempDir
    private Path folder;

    private TestTopic topic;
    private final RecordingHandler recorder = new RecordingHandler();

    @BeforeEach
    void given_a_topic() throws Exception {
        topic = TestTopic.fresh();
    }

    @AfterEach
    void close() {
        topic.close();
    }

    @Test
    void delivers_committed_events_in_order() throws Exception {
        topic.send(4, "apikey.revoked", "key_a", body("a"));
        topic.sendAndAbort(5, "key_a");
        topic.send(6, "apikey.revoked", "key_b", body("b"));
        try (var consumer = consuming()) {
            awaitPosition(consumer, 6);
        }
        assertThat(recorder.handled)
                .containsExactly(
                        new CloudEvent<>(
                                TestTopic.LEDGER + ".0/4",
                                "urn:uuid:" + TestTopic.LEDGER,
                                "apikey.revoked",
                                "key_a",
                                Instant.parse("2026-01-02T03:04:05Z"),
                                4,
                                new Cause("key", "a user", "key_b", "cust_c", "a request", 3L),
                                new Revoked("a")),
                        new CloudEvent<>(
                                TestTopic.LEDGER + ".0/6",
                                "urn:uuid:" + TestTopic.LEDGER,
                                "apikey.revoked",
                                "key_b",
                                Instant.parse("2026-01-02T03:04:05Z"),
                                6,
                                new Cause("key", "a user", "key_b", "cust_c", "a request", 5L),
                                new Revoked("b")));
    }

    @Test
    void resumes_where_it_stopped() throws Exception {
        topic.send(0, "apikey.revoked", "key_a", body("a"));
        try (var consumer = consuming()) {
            awaitPosition(consumer, 0);
        }
        topic.send(1, "apikey.revoked", "key_b", body("b"));
        try (var consumer = consuming()) {
            awaitPosition(consumer, 1);
        }
        assertThat(recorder.positions()).containsExactly(0L, 1L);
    }

    /** A fetch waits at the broker for seconds; the fastest of some events does not depend on the load of the machine. */
    @Test
    void delivers_an_event_as_soon_as_it_is_committed() throws Exception {
        try (var consumer = consuming()) {
            var fastest = Long.MAX_VALUE;
            for (var position = 0; position < 4; position++) {
                Eventually.awaitTrue(() -> consumer.status().state() == State.FOLLOWING, consumer::status);
                var sent = System.nanoTime();
                topic.send(position, "apikey.revoked", "key_a", body("a"));
                awaitPosition(consumer, position);
                fastest = Math.min(fastest, System.nanoTime() - sent);
            }
            assertThat(Duration.ofNanos(fastest)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void ends_while_it_waits_for_events_and_leaves_its_partition() throws Exception {
        for (var start = 0; start < 2; start++) {
            var consumer = consuming();
            Eventually.awaitTrue(() -> consumer.status().state() == State.FOLLOWING, consumer::status);
            topic.send(start, "apikey.revoked", "key_a", body("a"));
            awaitPosition(consumer, start);
            var closing = System.nanoTime();
            consumer.close();
            assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(Duration.ofSeconds(4));
            assertThat(consumer.status().state()).isEqualTo(State.CLOSED);
        }
        assertThat(recorder.positions()).containsExactly(0L, 1L);
    }

    @Test
    void handles_an_event_once_that_was_published_twice() throws Exception {
        topic.send(0, "apikey.revoked", "key_a", body("a"));
        topic.send(0, "apikey.revoked", "key_a", body("a"));
        topic.send(1, "apikey.revoked", "key_a", body("a"));
        try (var consumer = consuming()) {
            awaitPosition(consumer, 1);
        }
        assertThat(recorder.positions()).containsExactly(0L, 1L);
    }

    @Test
    void moves_a_poison_event_and_its_successors_to_dead_letters_and_continues() throws Exception {
        recorder.poisonous.add("a");
        topic.send(0, "apikey.created", "key_a", body("a"));
        topic.send(1, "apikey.created", "key_b", body("b"));
        topic.send(2, "apikey.revoked", "key_a", body("fine"));
        topic.sendGarbage("key_c");
        topic.send(3, "apikey.revoked", "key_c", body("fine"));
        topic.send(4, "apikey.revoked", "key_b", body("b"));
        try (var consumer = consuming()) {
            awaitPosition(consumer, 4);
            assertThat(consumer.status().state()).isEqualTo(State.FOLLOWING);
            assertThat(consumer.status().deadLetters())
                    .extracting(DeadLetterInfo::subject, DeadLetterInfo::type)
                    .containsExactly(tuple("key_a", "apikey.created"), tuple("key_a", "apikey.revoked"));
            assertThat(consumer.status().deadLetters().get(0).reason()).contains("poison");
            assertThat(consumer.status().skipped()).isEqualTo(1);
        }
        assertThat(recorder.positions()).containsExactly(1L, 3L, 4L);
        assertThat(recorder.tried("a")).isEqualTo(3);
    }

    @Test
    void moves_a_body_of_another_type_to_dead_letters() throws Exception {
        topic.send(0, "apikey.revoked", "key_a", "{\"key_id\":{}}");
        topic.send(1, "apikey.revoked", "key_b", body("b"));
        try (var consumer = consuming(TestTopic.proof(() -> 2))) {
            awaitPosition(consumer, 1);
            assertThat(consumer.status().deadLetters())
                    .extracting(DeadLetterInfo::subject)
                    .containsExactly("key_a");
            assertThat(consumer.status().skipped()).isZero();
        }
        assertThat(recorder.positions()).containsExactly(1L);
    }

    @Test
    void skips_records_that_are_not_events_of_the_ledger() throws Exception {
        topic.sendGarbage("key_a");
        topic.send(0, "apikey.revoked", "key_a", "not { json");
        topic.sendChanged(0, "key_a", body("a"), headers -> headers.remove("ce_time"));
        topic.sendChanged(0, "key_a", body("a"), headers -> replace(headers, "ce_time", "yesterday"));
        topic.sendChanged(0, "key_a", body("a"), headers -> replace(headers, "ce_position", "-1"));
        topic.sendChanged(0, "key_a", body("a"), headers -> replace(headers, "ce_position", "9".repeat(30)));
        topic.sendChanged(0, "key_a", body("a"), headers -> replace(headers, "ce_id", "x/7"));
        topic.sendChanged(0, "key_a", body("a"), headers -> replace(headers, "ce_subject", "key_b"));
        topic.sendChanged(0, "key_a", body("a"), headers -> replace(headers, "ce_specversion", "0.3"));
        topic.sendChanged(0, "key_a", body("a"), headers -> headers.add("ce_type", "other".getBytes(UTF_8)));
        topic.send(1, "apikey.revoked", "key_a", body("a"));
        try (var consumer = consuming()) {
            awaitPosition(consumer, 1);
            assertThat(consumer.status().skipped()).isEqualTo(10);
            assertThat(consumer.status().deadLetters()).isEmpty();
        }
        assertThat(recorder.positions()).containsExactly(1L);
    }

    @Test
    void with_a_proof_skips_every_record_that_the_ledger_has_not_published() throws Exception {
        topic.send(0, "apikey.revoked", "key_a", body("a"));
        topic.sendForged(1, "apikey.revoked", "key_a", body("forged"));
        topic.sendForged(999_999_999_999_999_999L, "apikey.revoked", "key_a", "{\"template\":\"nope\"}");
        topic.send(8, "apikey.revoked", "key_a", body("beyond the end"));
        for (var header : List.of("ce_mac", "ce_source", "ce_type", "ce_time")) {
            topic.sendChanged(1, "key_a", body("a"), headers -> headers.remove(header));
        }
        topic.sendChanged(1, "key_a", body("a"), headers -> replace(headers, "ce_type", "user.erased"));
        topic.sendChanged(1, "key_a", body("a"), headers -> headers.add("ce_added", "x".getBytes(UTF_8)));
        topic.send(1, "apikey.revoked", "key_a", body("b"));
        topic.send(2, "apikey.revoked", "key_b", body("c"));
        try (var consumer = consuming(TestTopic.proof(() -> 8))) {
            awaitPosition(consumer, 2);
            assertThat(consumer.status().handledPosition()).isEqualTo(2);
            assertThat(consumer.status().skipped()).isEqualTo(9);
            assertThat(consumer.status().deadLetters()).isEmpty();
            assertThat(consumer.status().state()).isEqualTo(State.FOLLOWING);
        }
        assertThat(recorder.positions()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void with_a_proof_waits_while_the_ledger_cannot_be_read() throws Exception {
        var readable = new AtomicBoolean();
        topic.send(0, "apikey.revoked", "key_a", body("a"));
        var proof = TestTopic.proof(() -> {
            if (!readable.get()) {
                throw new RetryLaterException("ledger unavailable");
            }
            return 1;
        });
        try (var consumer = consuming(proof)) {
            Eventually.awaitTrue(() -> consumer.status().state() == State.RETRYING, consumer::status);
            assertThat(consumer.status().skipped()).isZero();
            readable.set(true);
            awaitPosition(consumer, 0);
        }
        assertThat(recorder.positions()).containsExactly(0L);
    }

    @Test
    void with_a_proof_removes_dead_letters_that_were_not_published() throws Exception {
        recorder.poisonous.add("a");
        topic.sendForged(0, "apikey.created", "key_a", body("a"));
        try (var consumer = consuming()) {
            awaitPosition(consumer, 0);
        }
        topic.send(1, "apikey.revoked", "key_a", body("fine"));
        try (var consumer = consuming(TestTopic.proof(() -> 2))) {
            awaitPosition(consumer, 1);
            assertThat(consumer.status().deadLetters()).isEmpty();
        }
        assertThat(recorder.positions()).containsExactly(1L);
    }

    @Test
    void shows_that_an_error_has_stopped_it() throws Exception {
        recorder.broken = true;
        topic.send(0, "apikey.revoked", "key_a", body("a"));
        try (var consumer = consuming()) {
            Eventually.awaitTrue(() -> consumer.status().state() == State.STOPPED, consumer::status);
            assertThat(consumer.status().error())
                    .hasValueSatisfying(it -> assertThat(it).contains("broken"));
            assertThat(consumer.status().lag()).isEmpty();
        }
    }

    @Test
    void retries_dead_letters_in_order() throws Exception {
        recorder.poisonous.add("a");
        topic.send(0, "apikey.created", "key_a", body("a"));
        topic.send(1, "apikey.revoked", "key_a", body("fine"));
        try (var consumer = consuming()) {
            awaitPosition(consumer, 1);
        }
        recorder.poisonous.clear();
        try (var consumer = consuming()) {
            Eventually.awaitTrue(() -> consumer.status().deadLetters().isEmpty(), consumer::status);
            topic.send(2, "apikey.revoked", "key_a", body("later"));
            awaitPosition(consumer, 2);
        }
        assertThat(recorder.positions()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void delays_all_events_while_its_handler_requests_a_retry() throws Exception {
        recorder.unavailable = true;
        topic.send(0, "apikey.revoked", "key_a", body("a"));
        topic.send(1, "apikey.revoked", "key_b", body("b"));
        try (var consumer = consuming()) {
            Eventually.awaitTrue(() -> consumer.status().state() == State.RETRYING, consumer::status);
            assertThat(consumer.status().error())
                    .hasValueSatisfying(it -> assertThat(it).contains("unavailable"));
            assertThat(consumer.status().deadLetters()).isEmpty();
            recorder.unavailable = false;
            awaitPosition(consumer, 1);
            assertThat(consumer.status().error()).isEmpty();
        }
        assertThat(recorder.positions()).containsExactly(0L, 1L);
    }

    @Test
    void reports_its_lag_and_that_there_is_none() throws Exception {
        recorder.unavailable = true;
        topic.send(7, "apikey.revoked", "key_a", body("a"));
        topic.send(70, "apikey.revoked", "key_b", body("b"));
        topic.sendAndAbort(700, "key_a");
        try (var consumer = consuming()) {
            Eventually.awaitTrue(() -> consumer.status().state() == State.RETRYING, consumer::status);
            Eventually.awaitTrue(() -> consumer.status().lag().orElse(0) >= 2, consumer::status);
            recorder.unavailable = false;
            Eventually.awaitTrue(() -> consumer.status().lag().equals(OptionalLong.of(0)), consumer::status);
            assertThat(recorder.positions()).containsExactly(7L, 70L);
        }
        try (var consumer = consuming()) {
            Eventually.awaitTrue(() -> consumer.status().lag().equals(OptionalLong.of(0)), consumer::status);
        }
    }

    @Test
    void delivers_events_again_that_could_not_be_flushed() throws Exception {
        recorder.diskFull = true;
        topic.send(0, "apikey.revoked", "key_a", body("a"));
        try (var consumer = consuming()) {
            Eventually.awaitTrue(() -> recorder.positions().size() > 1, consumer::status);
            assertThat(consumer.status().handledPosition()).isEqualTo(-1);
            recorder.diskFull = false;
            awaitPosition(consumer, 0);
        }
        assertThat(Set.copyOf(recorder.positions())).containsExactly(0L);
    }

    @Test
    void keeps_dead_letters_even_if_the_last_line_was_cut() throws Exception {
        recorder.poisonous.add("a");
        topic.send(0, "apikey.created", "key_a", body("a"));
        try (var consumer = consuming()) {
            awaitPosition(consumer, 0);
        }
        var file = folder.resolve("recorder.parked.ndjson");
        Files.writeString(file, Files.readString(file) + "{\"event\":{\"id\":\"hal");
        try (var consumer = consuming()) {
            Eventually.awaitTrue(() -> consumer.status().state() == State.FOLLOWING, consumer::status);
            assertThat(consumer.status().deadLetters())
                    .extracting(DeadLetterInfo::subject)
                    .containsExactly("key_a");
        }
        assertThat(file).content().doesNotContain("\"hal");
    }

    @Test
    void with_a_proof_skips_what_it_handled_before_the_topic_was_filled_again() throws Exception {
        var proof = TestTopic.proof(() -> 4);
        topic.send(0, "apikey.revoked", "key_a", body("a"));
        topic.send(1, "apikey.revoked", "key_b", body("b"));
        topic.send(2, "apikey.revoked", "key_c", body("c"));
        try (var consumer = consuming(proof)) {
            awaitPosition(consumer, 2);
        }
        topic.close();
        topic = TestTopic.fresh();
        topic.send(0, "apikey.revoked", "key_a", body("a"));
        topic.send(1, "apikey.revoked", "key_b", body("b"));
        topic.send(2, "apikey.revoked", "key_c", body("c"));
        topic.send(3, "apikey.revoked", "key_a", body("d"));
        try (var consumer = consuming(proof)) {
            awaitPosition(consumer, 3);
        }
        assertThat(recorder.positions()).containsExactly(0L, 1L, 2L, 3L);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"recorder.handled", "recorder.parked.ndjson"})
    void sets_a_damaged_file_aside(String name) throws Exception {
        var file = folder.resolve(name);
        var random = new byte[4096];
        new Random(24).nextBytes(random);
        for (var content : List.of(random, new byte[] {'\n'}, "null\n{}\n".getBytes(UTF_8), new byte[8192])) {
            Files.write(file, content);
            Files.write(file, new byte[] {'\n'}, StandardOpenOption.APPEND);
            assertSetAside(file);
        }
        Files.createDirectories(Files.createDirectory(file).resolve("full"));
        assertSetAside(file);
    }

    /** The renamed file is named until it is deleted. */
    private void assertSetAside(Path file) throws IOException {
        for (var start = 0; start < 2; start++) {
            try (var consumer = consuming(TestTopic.proof(() -> 1))) {
                assertThat(consumer.status().damagedFiles())
                        .singleElement()
                        .satisfies(
                                aside -> assertThat(aside).exists().asString().startsWith(file + ".damaged-"));
                assertThat(Files.isRegularFile(file) && Files.size(file) > 0).isFalse();
            }
        }
        Files.deleteIfExists(file);
        var aside = new SetAsideFiles(folder, file.getFileName().toString());
        for (var path : aside.all()) {
            Files.move(path, folder.resolve("deleted"), StandardCopyOption.REPLACE_EXISTING);
        }
        assertThat(aside.all()).isEmpty();
    }

    @Test
    void keeps_the_readable_lines_of_damaged_dead_letters() throws Exception {
        recorder.poisonous.add("a");
        topic.send(0, "apikey.created", "key_a", body("a"));
        try (var consumer = consuming()) {
            awaitPosition(consumer, 0);
        }
        var file = folder.resolve("recorder.parked.ndjson");
        Files.writeString(file, "garbage\n" + Files.readString(file) + "{}\n");
        try (var consumer = consuming()) {
            assertThat(consumer.status().deadLetters()).hasSize(1);
            assertThat(consumer.status().damagedFiles()).hasSize(1);
        }
        try (var consumer = consuming()) {
            assertThat(consumer.status().deadLetters()).hasSize(1);
            assertThat(consumer.status().damagedFiles()).hasSize(1);
        }
    }

    @Test
    void sets_a_file_aside_that_is_in_the_place_of_its_folder() throws Exception {
        folder = Files.createFile(folder.resolve("file"));
        try (var consumer = consuming(TestTopic.proof(() -> 1))) {
            assertThat(consumer.status().damagedFiles()).hasSize(1);
        }
        assertThat(folder).isDirectory();
    }

    private static void replace(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(UTF_8));
    }

    private EventConsumer<Revoked> consuming() {
        return consuming(null);
    }

    private EventConsumer<Revoked> consuming(@Nullable RecordProof proof) {
        var settings = new ConsumerSettings(
                topic.connection(), folder, 3, Duration.ofMillis(20), Duration.ofMillis(100), Duration.ofMinutes(1));
        var consumer = new EventConsumer<>(
                new Subscription<>("recorder", topic.name(), Revoked.class, recorder), settings, proof);
        consumer.start();
        return consumer;
    }

    private static void awaitPosition(EventConsumer<?> consumer, long position) throws InterruptedException {
        Eventually.awaitTrue(() -> consumer.status().handledPosition() >= position, consumer::status);
    }

    private static String body(String key) {
        return "{\"key_id\":\"" + key + "\",\"added_later\":true}";
    }

    private record Revoked(String keyId) {}

    private static final class RecordingHandler implements EventHandler<Revoked> {

        private final List<CloudEvent<Revoked>> handled = new CopyOnWriteArrayList<>();
        private final List<String> tried = new CopyOnWriteArrayList<>();
        private final Set<String> poisonous = ConcurrentHashMap.newKeySet();
        private volatile boolean unavailable;
        private volatile boolean diskFull;
        private volatile boolean broken;

        @Override
        public void handle(CloudEvent<Revoked> event) {
            if (unavailable) {
                throw new RetryLaterException("unavailable");
            }
            if (broken) {
                throw new AssertionError("broken");
            }
            tried.add(event.data().keyId());
            if (poisonous.contains(event.data().keyId())) {
                throw new IllegalStateException("poison");
            }
            handled.add(event);
        }

        @Override
        public void flush() throws Exception {
            if (diskFull) {
                throw new java.io.IOException("no space left");
            }
        }

        private List<Long> positions() {
            return handled.stream().map(CloudEvent::position).toList();
        }

        private long tried(String key) {
            return tried.stream().filter(key::equals).count();
        }
    }
}
