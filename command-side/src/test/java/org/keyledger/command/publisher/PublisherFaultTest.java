package org.keyledger.command.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.keyledger.command.publisher.PublishedRecords.positions;

import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.publisher.CrashingProducer.CrashPoint;
import org.keyledger.command.publisher.PublisherStatus.State;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.InMemoryLedger;

@DisplayName("Publishing through faults")
class PublisherFaultTest {

    private static final int EVENTS = 60;

    private final LedgerFixture ledger = new LedgerFixture();
    private TestKafkaBroker broker;

    @BeforeEach
    void given_an_empty_broker() throws Exception {
        broker = TestKafkaBroker.shared();
        broker.deleteTopics();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void a_zombie_that_resumes_in_a_transaction_is_fenced() throws Exception {
        ledger.revokeKeys(EVENTS);
        var producer = new CrashingProducer(new CrashPoint("commitTransaction", 2, true));
        var publisher = new Publisher(ledger.feed(), settings(), LedgerFixture.AUTHENTICATION, producer::with);
        publisher.start();
        awaitState(publisher, State.STOPPED);
        try (var next = new Publisher(ledger.feed(), settings(), LedgerFixture.AUTHENTICATION)) {
            next.start();
            PublisherTest.awaitPublished(next, EVENTS - 1);
            assertThat(catchThrowable(producer.zombie()::commitTransaction))
                    .isInstanceOfAny(ProducerFencedException.class, InvalidProducerEpochException.class);
        }
        assertThat(positions(PublishedRecords.in(Topics.EVENTS, broker))).containsExactlyElementsOf(all());
        producer.closeZombie();
    }

    @Test
    void the_older_of_two_stands_by_and_takes_over_when_the_other_stalls() throws Exception {
        ledger.revokeKeys(1);
        try (var older = new Publisher(ledger.feed(), settings(), LedgerFixture.AUTHENTICATION)) {
            older.start();
            PublisherTest.awaitPublished(older, 0);
            try (var newer = new Publisher(ledger.feed(), settings(), LedgerFixture.AUTHENTICATION)) {
                newer.start();
                PublisherTest.awaitPublished(newer, 0);
                ledger.revokeKeys(1);
                awaitState(older, State.STANDBY);
                PublisherTest.awaitPublished(newer, 1);
            }
            ledger.revokeKeys(1);
            awaitState(older, State.PUBLISHING);
            PublisherTest.awaitPublished(older, 2);
        }
        assertThat(positions(PublishedRecords.in(Topics.EVENTS, broker))).containsExactly(0L, 1L, 2L);
    }

    @Test
    void another_ledger_of_the_same_vault_on_the_same_topics_stops_it() throws Exception {
        publishAll(10);
        try (var other = new LedgerFixture()) {
            other.revokeKeys(20);
            assertStops(
                    other,
                    "Kafka topics contain events of ledger "
                            + ledger.ledger.identity().id());
        }
    }

    @Test
    void a_ledger_that_ends_before_the_published_position_stops_it() throws Exception {
        publishAll(10);
        try (var restored = new LedgerFixture(new InMemoryLedger(ledger.ledger.identity(), Clock.systemUTC()))) {
            restored.revokeKeys(5);
            assertStops(restored, "Kafka topics contain position 9, but the ledger ends before it");
        }
    }

    @Test
    void an_altered_commit_stops_it() throws Exception {
        publishAll(10);
        ledger.alter(9);
        ledger.revokeKeys(1);
        assertStops(ledger, "Commit at position 9 has hash 00");
    }

    @Test
    void a_topic_with_more_partitions_stops_it() throws Exception {
        broker.createTopic(Topics.EVENTS, 3);
        assertStops(ledger, "Kafka topic identity.events.v1 must have 1 partitions, has 3");
    }

    /** Any principal that may write to the topic can send these; compaction then removes the genuine checkpoint. */
    @Test
    void forged_checkpoints_stop_nothing_and_publish_nothing_twice() throws Exception {
        publishAll(10);
        var ledgerId = ledger.ledger.identity().id();
        sendForged(Topics.PUBLISHER, "{\"ledger\":\"" + ledgerId + "\",\"epoch\":99,\"position\":5,\"hash\":\"00\"}");
        sendForged(
                Topics.PUBLISHER, "{\"ledger\":\"" + new UUID(1, 2) + "\",\"epoch\":0,\"position\":0,\"hash\":\"\"}");
        sendForged(Topics.PUBLISHER, "not JSON");
        sendForged(Topics.EVENTS, "{}");
        publishAll(5, 14);
        try (var publisher = publisher()) {
            publisher.start();
            PublisherTest.awaitPublished(publisher, 14);
        }
        assertThat(genuinePositions())
                .containsExactlyElementsOf(LongStream.range(0, 15).boxed().toList());
    }

    @Test
    void counts_records_of_others_on_its_topic() throws Exception {
        publishAll(1);
        sendForged(Topics.PUBLISHER, Collections.nCopies(300, "forged"));
        try (var publisher = publisher()) {
            publisher.start();
            PublisherTest.awaitPublished(publisher, 0);
            assertThat(publisher.status().skipped()).isEqualTo(300);
        }
    }

    @Test
    void recovers_its_position_from_the_events_if_no_genuine_checkpoint_is_left() throws Exception {
        publishAll(10);
        try (var admin = Admin.create(broker.connection())) {
            admin.deleteTopics(Set.of(Topics.PUBLISHER)).all().get(20, TimeUnit.SECONDS);
        }
        Eventually.awaitTrue(() -> partitions(Topics.PUBLISHER) == 0, () -> "topic exists");
        publishAll(5, 14);
        assertThat(positions(PublishedRecords.in(Topics.EVENTS, broker)))
                .containsExactlyElementsOf(LongStream.range(0, 15).boxed().toList());
    }

    @Test
    void a_deleted_topic_is_created_again() throws Exception {
        ledger.revokeKeys(1);
        try (var publisher = publisher()) {
            publisher.start();
            PublisherTest.awaitPublished(publisher, 0);
            try (var admin = Admin.create(broker.connection())) {
                admin.deleteTopics(Set.of(Topics.MAIL)).all().get(20, TimeUnit.SECONDS);
            }
            Eventually.awaitTrue(() -> partitions(Topics.MAIL) == 0, publisher::status);
            Eventually.awaitTrue(() -> partitions(Topics.MAIL) == 1, publisher::status);
            awaitState(publisher, State.PUBLISHING);
        }
    }

    private int partitions(String topic) {
        try {
            return broker.partitionsOf(topic);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Publisher publisher() {
        return new Publisher(ledger.feed(), settings(), LedgerFixture.AUTHENTICATION);
    }

    private void sendForged(String topic, String body) {
        sendForged(topic, List.of(body));
    }

    private void sendForged(String topic, List<String> bodies) {
        try (var producer = TransactionalPublisher.producer(broker.connection())) {
            bodies.forEach(body -> producer.send(new ProducerRecord<>(topic, 0, "reached", body.getBytes(UTF_8))));
            producer.flush();
        }
    }

    private List<Long> genuinePositions() {
        return positions(PublishedRecords.in(Topics.EVENTS, broker).stream()
                .filter(LedgerFixture.AUTHENTICATION::verify)
                .toList());
    }

    private void publishAll(int events, long until) {
        ledger.revokeKeys(events);
        try (var publisher = publisher()) {
            publisher.start();
            PublisherTest.awaitPublished(publisher, until);
        }
    }

    private void publishAll(int events) throws Exception {
        ledger.revokeKeys(events);
        try (var publisher = new Publisher(ledger.feed(), settings(), LedgerFixture.AUTHENTICATION)) {
            publisher.start();
            PublisherTest.awaitPublished(publisher, events - 1);
        }
    }

    private void assertStops(LedgerFixture ledger, String error) throws Exception {
        var before = PublishedRecords.count(Topics.EVENTS, broker);
        try (var publisher = new Publisher(ledger.feed(), settings(), LedgerFixture.AUTHENTICATION)) {
            publisher.start();
            awaitState(publisher, State.STOPPED);
            assertThat(publisher.status().error())
                    .hasValueSatisfying(it -> assertThat(it).contains(error));
        }
        assertThat(PublishedRecords.count(Topics.EVENTS, broker)).isEqualTo(before);
    }

    private PublisherSettings settings() {
        return new PublisherSettings(
                broker.connection(),
                10,
                Duration.ofMillis(5),
                Duration.ofMillis(50),
                Duration.ofMillis(500),
                Duration.ofMillis(300));
    }

    private static List<Long> all() {
        return LongStream.range(0, EVENTS).boxed().toList();
    }

    static void awaitState(Publisher publisher, State state) {
        Eventually.awaitTrue(() -> publisher.status().state() == state, publisher::status);
    }
}
