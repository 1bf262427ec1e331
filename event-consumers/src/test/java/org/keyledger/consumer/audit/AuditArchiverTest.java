package org.keyledger.consumer.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.consumer.subscription.CloudEvent;
import org.keyledger.consumer.subscription.ConsumerSettings;
import org.keyledger.consumer.subscription.EventConsumer;
import org.keyledger.consumer.subscription.RetryLaterException;
import org.keyledger.consumer.subscription.Subscription;
import org.keyledger.consumer.subscription.TestTopic;
import org.keyledger.ledger.Eventually;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Archiving events")
class AuditArchiverTest {

    private static final CloudEvent.Cause CAUSE = new CloudEvent.Cause("key", "u", "key_b", "cust_c", "r", 7L);

    @TempDir
    private Path folder;

    private final AdjustableClock clock = new AdjustableClock();
    private final FakeLedger ledger = new FakeLedger();
    private Path files;
    private AuditArchiver archiver;

    @BeforeEach
    void given_an_archive() {
        files = folder.resolve("audit");
        archiver = newArchiver(1 << 20);
    }

    @Test
    void writes_one_line_an_event() throws IOException {
        write(archiver, 0, 2);
        assertThat(lines())
                .containsExactly(
                        "{\"specversion\":\"1.0\",\"id\":\"ledger.0/0\",\"source\":\"urn:uuid:ledger\","
                                + "\"type\":\"apikey.revoked\",\"subject\":\"key_a\",\"time\":\"2026-01-02T03:04:05Z\","
                                + "\"position\":0,\"actorkind\":\"key\",\"actoruser\":\"u\",\"actorcredential\":\"key_b\","
                                + "\"tenant\":\"cust_c\",\"requestid\":\"r\",\"decidedatposition\":7,\"datacontenttype\":\"application/json\",\"data\":{\"key_id\":\"a\"}}",
                        lines().get(1));
        assertThat(positions()).containsExactly(0L, 2L);
    }

    @Test
    void leaves_out_what_an_actor_does_not_have() throws Exception {
        archiver.handle(new CloudEvent<>(
                "ledger.1/0",
                "urn:uuid:ledger",
                "ledger.reopened",
                "ledger",
                Instant.parse("2026-01-02T03:04:05Z"),
                0,
                new CloudEvent.Cause("operator", null, null, null, null, null),
                JsonMapper.shared().readTree("{}")));
        archiver.flush();
        assertThat(lines().get(0))
                .endsWith(
                        "\"position\":0,\"actorkind\":\"operator\",\"datacontenttype\":\"application/json\",\"data\":{}}");
    }

    @Test
    void writes_no_duplicate_after_a_crash_before_the_offset_commit() throws IOException {
        write(archiver, 0, 1, 2);
        write(newArchiver(1 << 20), 1, 2, 3);
        assertThat(positions()).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void writes_the_lines_of_a_batch_together() throws Exception {
        write(archiver, 0);
        archiver.handle(event(1));
        archiver.handle(event(2));
        assertThat(positions()).containsExactly(0L);
        archiver.flush();
        assertThat(positions()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void writes_again_what_was_not_flushed_before_a_crash() throws Exception {
        write(archiver, 0);
        archiver.handle(event(1));
        archiver.handle(event(2));
        write(newArchiver(1 << 20), 1, 2, 3);
        assertThat(positions()).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void asks_for_the_events_of_a_batch_again_that_failed_in_part() throws Exception {
        archiver.handle(event(0));
        ledger.unavailable = true;
        assertThatThrownBy(() -> archiver.handle(event(2))).isInstanceOf(RetryLaterException.class);
        assertThatThrownBy(archiver::flush).isInstanceOf(RetryLaterException.class);
        ledger.unavailable = false;
        write(archiver, 0, 2);
        assertThat(positions()).containsExactly(0L, 2L);
    }

    @Test
    void writes_a_large_batch_in_parts_of_whole_lines_and_keeps_the_limit_of_a_file() throws Exception {
        var positions = java.util.stream.LongStream.range(0, 5_000).toArray();
        write(newArchiver(400_000), positions);
        assertThat(positions()).hasSize(5_000).isSorted().doesNotHaveDuplicates();
        assertThat(fileNames()).hasSizeGreaterThan(3);
        for (var name : fileNames()) {
            assertThat(Files.size(files.resolve(name))).isLessThanOrEqualTo(400_000);
        }
        write(
                newArchiver(1 << 30),
                java.util.stream.LongStream.range(5_000, 10_000).toArray());
        assertThat(positions()).hasSize(10_000).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void truncates_an_incomplete_line_and_writes_it_again() throws IOException {
        write(archiver, 0, 1);
        Files.writeString(onlyFile(), "{\"specversion\":\"1.0\",\"id\":\"led", StandardOpenOption.APPEND);
        write(newArchiver(1 << 20), 1, 2);
        assertThat(positions()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void starts_a_new_file_each_day_and_when_one_is_full() throws IOException {
        write(archiver, 0, 1);
        clock.now = clock.now.plus(Duration.ofDays(1));
        write(archiver, 2);
        write(newArchiver(300), 3, 4);
        assertThat(fileNames())
                .containsExactly(
                        "audit-0000000000000000000-2026-01-02.ndjson",
                        "audit-0000000000000000002-2026-01-03.ndjson",
                        "audit-0000000000000000003-2026-01-03.ndjson",
                        "audit-0000000000000000004-2026-01-03.ndjson");
        assertThat(positions()).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void ignores_an_empty_latest_file() throws IOException {
        write(archiver, 0, 1);
        Files.createFile(files.resolve("audit-0000000000000000002-2026-01-03.ndjson"));
        write(newArchiver(1 << 20), 1, 2);
        assertThat(positions()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void continues_after_the_ledger_was_reopened_at_an_earlier_position() throws Exception {
        write(archiver, 0, 5);
        ledger.reopen(1, 3);
        archiver.handle(event("ledger.1/", 3));
        archiver.flush();
        assertThat(positions()).containsExactly(0L, 5L, 3L);
    }

    @Test
    void reads_events_that_are_missing_on_the_topic_from_the_ledger() throws Exception {
        write(archiver, 0);
        ledger.contains("ledger.0/", 0, 1, 4, 7);
        write(archiver, 7);
        write(newArchiver(1 << 20), 0, 4, 7);
        assertThat(positions()).containsExactly(0L, 1L, 4L, 7L);
    }

    @Test
    void that_is_new_begins_with_the_first_event_of_the_ledger() throws Exception {
        ledger.contains("ledger.0/", 1, 2, 9);
        write(archiver, 9);
        assertThat(positions()).containsExactly(1L, 2L, 9L);
    }

    @Test
    void reads_from_the_position_that_a_restore_has_replaced() throws Exception {
        write(archiver, 0, 5);
        ledger.contains("ledger.0/", 0, 2);
        ledger.contains("ledger.1/", 3, 4);
        ledger.reopen(1, 3);
        archiver.handle(event("ledger.1/", 6));
        archiver.flush();
        assertThat(ids()).containsExactly("ledger.0/0", "ledger.0/5", "ledger.1/3", "ledger.1/4", "ledger.1/6");
    }

    @Test
    void writes_no_event_of_a_later_epoch_before_its_time() throws Exception {
        write(archiver, 0, 3);
        ledger.contains("ledger.1/", 4, 5);
        ledger.reopen(1, 2);
        write(archiver, 6);
        archiver.handle(event("ledger.1/", 6));
        write(archiver, 7);
        assertThat(ids())
                .containsExactly("ledger.0/0", "ledger.0/3", "ledger.0/6", "ledger.1/4", "ledger.1/5", "ledger.1/6");
    }

    @Test
    void waits_while_the_ledger_cannot_be_read() throws Exception {
        write(archiver, 0);
        ledger.unavailable = true;
        assertThatThrownBy(() -> archiver.handle(event(2))).isInstanceOf(RetryLaterException.class);
        ledger.unavailable = false;
        ledger.contains("ledger.0/", 1);
        write(archiver, 2);
        assertThat(positions()).containsExactly(0L, 1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "", "{}", "null", "\0\0\0\0", "{\"id\":\"ledger.0/x\",\"position\":1}"})
    void that_is_damaged_is_set_aside_and_read_again_from_the_ledger(String damage) throws Exception {
        write(archiver, 0, 1);
        clock.now = clock.now.plus(Duration.ofDays(1));
        write(archiver, 2, 3);
        ledger.contains("ledger.0/", 0, 1, 2, 3);
        var latest = files.resolve(fileNames().get(1));
        var lines = Files.readAllLines(latest);
        Files.writeString(latest, lines.get(0) + "\n" + damage + "\n" + lines.get(1) + "\n");

        var restarted = newArchiver(1 << 20);
        write(restarted, 3, 4);

        assertThat(restarted.damagedFiles())
                .singleElement()
                .satisfies(aside -> assertThat(aside).exists().asString().startsWith(latest + ".damaged-"));
        assertThat(positions()).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void of_which_every_file_is_damaged_begins_with_the_first_event_of_the_ledger() throws Exception {
        write(archiver, 0);
        clock.now = clock.now.plus(Duration.ofDays(1));
        write(archiver, 1);
        ledger.contains("ledger.0/", 0, 1);
        for (var name : fileNames()) {
            Files.write(files.resolve(name), new byte[] {(byte) 0xff, '\n'});
        }
        Files.createDirectory(files.resolve("audit-0000000000000000009-2026-01-03.ndjson"));

        var restarted = newArchiver(1 << 20);
        write(restarted, 2);

        assertThat(restarted.damagedFiles()).hasSize(3);
        assertThat(positions()).containsExactly(0L, 1L, 2L);
    }

    @Test
    void with_lines_out_of_order_is_set_aside() throws Exception {
        write(archiver, 0, 1, 2);
        ledger.contains("ledger.0/", 0, 1, 2);
        var lines = Files.readAllLines(onlyFile());
        Files.writeString(onlyFile(), lines.get(1) + "\n" + lines.get(0) + "\n" + lines.get(2) + "\n");

        write(newArchiver(1 << 20), 2, 3);

        assertThat(positions()).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void whose_folder_is_a_file_sets_the_file_aside() throws Exception {
        Files.createFile(files);
        write(archiver, 0);
        assertThat(archiver.damagedFiles()).hasSize(1);
        assertThat(positions()).containsExactly(0L);
    }

    @Test
    void over_kafka_continues_with_a_consumer_that_lost_its_offset() throws Exception {
        try (var topic = TestTopic.fresh()) {
            for (var position = 0; position < 20; position++) {
                topic.send(position, "apikey.revoked", "key_" + position % 3, "{\"key_id\":\"a\"}");
                if (position == 9) {
                    consumeUntil(topic, "audit", 9);
                }
            }
            consumeUntil(topic, "audit-moved", 19);
        }
        assertThat(positions())
                .containsExactlyElementsOf(
                        java.util.stream.LongStream.range(0, 20).boxed().toList());
    }

    /** Records of others with a huge position or a position of the ledger, and a genuine one that is missing. */
    @Test
    void over_kafka_is_not_stopped_by_forged_records() throws Exception {
        try (var topic = TestTopic.fresh()) {
            topic.send(0, "apikey.revoked", "key_a", "{\"key_id\":\"a\"}");
            topic.sendForged(999_999_999_999_999_999L, "user.erased", "key_a", "{\"forged\":true}");
            topic.sendForged(1, "user.erased", "key_a", "{\"forged\":true}");
            ledger.contains(TestTopic.LEDGER + ".0/", 1);
            topic.send(2, "apikey.revoked", "key_a", "{\"key_id\":\"a\"}");
            var subscription = new Subscription<>("audit", topic.name(), JsonNode.class, newArchiver(1 << 20));
            var settings = ConsumerSettings.withDefaults(topic.connection(), folder);
            try (var consumer = new EventConsumer<>(subscription, settings, TestTopic.proof(() -> 3))) {
                consumer.start();
                Eventually.awaitTrue(() -> consumer.status().handledPosition() == 2, consumer::status);
                assertThat(consumer.status().skipped()).isEqualTo(2);
            }
        }
        assertThat(positions()).containsExactly(0L, 1L, 2L);
        assertThat(lines()).noneMatch(line -> line.contains("forged"));
    }

    /** Another name is another consumer group, which reads from the start of the topic. */
    private void consumeUntil(TestTopic topic, String name, long until) throws Exception {
        var subscription = new Subscription<>(name, topic.name(), JsonNode.class, newArchiver(1 << 20));
        try (var consumer =
                new EventConsumer<>(subscription, ConsumerSettings.withDefaults(topic.connection(), folder))) {
            consumer.start();
            Eventually.awaitTrue(() -> consumer.status().handledPosition() >= until, consumer::status);
        }
    }

    private AuditArchiver newArchiver(long largest) {
        return new AuditArchiver(new AuditSettings(files, largest), ledger, clock);
    }

    private static void write(AuditArchiver audit, long... positions) {
        try {
            for (var position : positions) {
                audit.handle(event(position));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        audit.flush();
    }

    private static CloudEvent<JsonNode> event(long position) {
        return event("ledger.0/", position);
    }

    private static CloudEvent<JsonNode> event(String life, long position) {
        return new CloudEvent<>(
                life + position,
                "urn:uuid:ledger",
                "apikey.revoked",
                "key_a",
                Instant.parse("2026-01-02T03:04:05Z"),
                position,
                CAUSE,
                JsonMapper.shared().readTree("{\"key_id\":\"a\"}"));
    }

    private List<String> lines() throws IOException {
        var lines = new ArrayList<String>();
        for (var name : fileNames()) {
            lines.addAll(Files.readAllLines(files.resolve(name)));
        }
        return lines;
    }

    private List<Long> positions() throws IOException {
        return lines().stream()
                .map(line -> JsonMapper.shared().readTree(line).get("position").asLong())
                .toList();
    }

    private List<String> ids() throws IOException {
        return lines().stream()
                .map(line -> JsonMapper.shared().readTree(line).get("id").asString())
                .toList();
    }

    private List<String> fileNames() throws IOException {
        try (var all = Files.list(files)) {
            return all.map(it -> it.getFileName().toString())
                    .filter(name -> name.endsWith(".ndjson"))
                    .sorted()
                    .toList();
        }
    }

    private Path onlyFile() throws IOException {
        assertThat(fileNames()).hasSize(1);
        return files.resolve(fileNames().get(0));
    }

    private static final class FakeLedger implements LedgerEventSource {

        private final List<CloudEvent<JsonNode>> events = new ArrayList<>();
        private int epoch;
        private long epochStart;
        private boolean unavailable;

        private void contains(String epoch, long... positions) {
            for (var position : positions) {
                events.add(event(epoch, position));
            }
        }

        private void reopen(int epoch, long first) {
            this.epoch = epoch;
            this.epochStart = first;
        }

        @Override
        public long commonPrefixWith(int other) {
            return other == epoch ? Long.MAX_VALUE : epochStart;
        }

        @Override
        public void forEach(long from, long end, Consumer<CloudEvent<JsonNode>> action) {
            if (unavailable) {
                throw new RetryLaterException("ledger unavailable");
            }
            events.stream()
                    .filter(event -> event.position() >= from && event.position() < end)
                    .forEach(action);
        }
    }

    private static final class AdjustableClock extends Clock {

        private Instant now = Instant.parse("2026-01-02T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
