package org.keyledger.command.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.publisher.PublishedRecords.header;
import static org.keyledger.command.publisher.PublishedRecords.positions;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.publisher.PublisherStatus.State;
import org.keyledger.ledger.Eventually;

@DisplayName("Publishing the ledger")
class PublisherTest {

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
    void publishes_every_public_event_once_and_in_order() throws Exception {
        ledger.revokeKeys(700);
        try (var publisher = publishing()) {
            ledger.revokeKeys(700);
            awaitPublished(publisher, 1399);
        }
        assertThat(positions(PublishedRecords.in(Topics.EVENTS, broker)))
                .containsExactlyElementsOf(LongStream.range(0, 1400).boxed().toList());
    }

    @Test
    void skips_private_events() throws Exception {
        ledger.recordPrivateEvent();
        ledger.revokeKeys(1);
        ledger.recordPrivateEvent();
        try (var publisher = publishing()) {
            awaitPublished(publisher, 2);
        }
        assertThat(positions(PublishedRecords.in(Topics.EVENTS, broker))).containsExactly(1L);
        assertThat(new CheckpointTopic(broker.connection(), LedgerFixture.AUTHENTICATION).read())
                .contains(PublishedPosition.at(ledger.feed(), 2));
    }

    @Test
    void publishes_cloud_events() throws Exception {
        ledger.revokeKeys(1);
        try (var publisher = publishing()) {
            awaitPublished(publisher, 0);
        }
        var record = PublishedRecords.in(Topics.EVENTS, broker).get(0);
        assertThat(header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(record, "ce_id")).isEqualTo(ledger.ledger.identity() + "/0");
        assertThat(header(record, "ce_source"))
                .isEqualTo("urn:uuid:" + ledger.ledger.identity().id());
        assertThat(header(record, "ce_type")).isEqualTo("org.keyledger.apikey.revoked");
        assertThat(header(record, "ce_subject")).isEqualTo(record.key()).startsWith("key_");
        assertThat(header(record, "ce_time")).matches("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z");
        assertThat(header(record, "content-type")).isEqualTo("application/json");
        assertThat(record.value()).asString(StandardCharsets.UTF_8).isEqualTo("{\"key_id\":\"" + record.key() + "\"}");
    }

    @Test
    void requests_a_mail_without_its_address() throws Exception {
        var request = ledger.requestMail();
        try (var publisher = publishing()) {
            awaitPublished(publisher, 0);
        }
        var record = PublishedRecords.in(Topics.MAIL, broker).get(0);
        assertThat(header(record, "ce_type")).isEqualTo("org.keyledger.mail.ordered");
        assertThat(header(record, "ce_id")).isEqualTo(ledger.ledger.identity() + "/0");
        assertThat(record.value())
                .asString(StandardCharsets.UTF_8)
                .isEqualTo("{\"template\":\"verify_email\",\"user_id\":\"" + LedgerFixture.USER + "\",\"request_id\":\""
                        + request + "\"}");
    }

    /** The mailer needs the rest of the second. */
    @Test
    void requests_a_mail_well_within_a_second() throws Exception {
        assertThat(timeUntilMailIsRequestedWith(0)).isLessThan(Duration.ofMillis(750));
    }

    @Test
    void requests_a_mail_within_a_second_under_load() throws Exception {
        assertThat(timeUntilMailIsRequestedWith(150)).isLessThan(Duration.ofSeconds(1));
    }

    /** The fastest of some mails does not depend on the load of the machine. */
    private Duration timeUntilMailIsRequestedWith(int otherEvents) throws Exception {
        try (var publisher = publishing()) {
            PublisherFaultTest.awaitState(publisher, State.PUBLISHING);
            try (var reader = new TailingTopicReader(Topics.MAIL, broker)) {
                var fastest = Long.MAX_VALUE;
                for (var mail = 1; mail <= 4; mail++) {
                    ledger.revokeKeys(otherEvents);
                    var requested = System.nanoTime();
                    ledger.requestMail();
                    reader.awaitPosition(mail * (otherEvents + 1L) - 1);
                    fastest = Math.min(fastest, System.nanoTime() - requested);
                }
                return Duration.ofNanos(fastest);
            }
        }
    }

    @Test
    void gathers_what_is_recorded_shortly_after_each_other() throws Exception {
        try (var publisher = publishing()) {
            PublisherFaultTest.awaitState(publisher, State.PUBLISHING);
            var transactions = PublishedRecords.count(Topics.PUBLISHER, broker);
            for (var key = 0; key < 100; key++) {
                ledger.revokeKeys(1);
            }
            awaitPublished(publisher, 99);
            assertThat(PublishedRecords.count(Topics.PUBLISHER, broker) - transactions)
                    .isBetween(1, 50);
        }
    }

    @Test
    void gathers_longer_under_load() throws Exception {
        assertThat(pausesOfTransactionWith(1)).isEqualTo(5);
        assertThat(pausesOfTransactionWith(150)).isEqualTo(12);
    }

    private int pausesOfTransactionWith(int events) throws Exception {
        var first = ledger.feed().nextPosition();
        ledger.revokeKeys(events);
        var pauses = new AtomicInteger();
        var settings = PublisherSettings.withDefaults(broker.connection());
        var kafka = KafkaBroker.connect(
                settings.connection(), TransactionalPublisher::producer, LedgerFixture.AUTHENTICATION);
        try (var publisher = new Publisher(
                ledger.feed(), settings, LedgerFixture.AUTHENTICATION, kafka, time -> pauses.incrementAndGet())) {
            publisher.start();
            awaitPublished(publisher, first + events - 1);
        }
        return pauses.get();
    }

    @Test
    void ends_at_once_while_it_waits_for_events() throws Exception {
        var publisher = publishing();
        PublisherFaultTest.awaitState(publisher, State.PUBLISHING);
        var closing = System.nanoTime();
        publisher.close();
        assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(Duration.ofSeconds(4));
        assertThat(publisher.status().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void creates_its_topics_as_documented() throws Exception {
        try (var publisher = publishing()) {
            PublisherFaultTest.awaitState(publisher, State.PUBLISHING);
        }
        assertThat(broker.configOf(Topics.EVENTS, "retention.ms")).isEqualTo("-1");
        assertThat(broker.configOf(Topics.MAIL, "retention.ms"))
                .isEqualTo(Long.toString(Duration.ofDays(7).toMillis()));
        assertThat(broker.configOf(Topics.PUBLISHER, "cleanup.policy")).isEqualTo("compact");
        assertThat(broker.partitionsOf(Topics.EVENTS)).isEqualTo(1);
        assertThat(broker.partitionsOf(Topics.MAIL)).isEqualTo(1);
        assertThat(broker.partitionsOf(Topics.PUBLISHER)).isEqualTo(1);
    }

    private Publisher publishing() {
        var publisher = new Publisher(
                ledger.feed(), PublisherSettings.withDefaults(broker.connection()), LedgerFixture.AUTHENTICATION);
        publisher.start();
        return publisher;
    }

    static void awaitPublished(Publisher publisher, long position) {
        Eventually.awaitTrue(() -> publisher.status().publishedPosition() >= position, publisher::status);
        assertThat(publisher.status().state()).isEqualTo(State.PUBLISHING);
    }
}
