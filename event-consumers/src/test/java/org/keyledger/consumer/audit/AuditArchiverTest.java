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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
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
    void leaves_out_what_an_actor_does_not_have() throws IOException {
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
    void continues_after_the_ledger_was_reopened_at_an_earlier_position() throws IOException {
        write(archiver, 0, 5);
        archiver.handle(event("ledger.1/", 3));
        archiver.flush();
        assertThat(positions()).containsExactly(0L, 5L, 3L);
    }

    @Test
    void that_is_damaged_is_not_written_to() throws IOException {
        write(archiver, 0);
        Files.writeString(onlyFile(), "garbage\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> newArchiver(1 << 20).handle(event(1)))
                .isInstanceOf(RetryLaterException.class)
                .hasMessageContaining(files.toString());
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
        return new AuditArchiver(new AuditSettings(files, largest), clock);
    }

    private static void write(AuditArchiver audit, long... positions) {
        for (var position : positions) {
            audit.handle(event(position));
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

    private List<String> fileNames() throws IOException {
        try (var all = Files.list(files)) {
            return all.map(it -> it.getFileName().toString()).sorted().toList();
        }
    }

    private Path onlyFile() throws IOException {
        assertThat(fileNames()).hasSize(1);
        return files.resolve(fileNames().get(0));
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
