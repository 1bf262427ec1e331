package org.keyledger.command.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.publisher.PublishedRecords.header;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.InMemoryLedger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.epoch.EpochStarter;
import org.keyledger.ledger.rollbackdetection.KnownHead;

/** All or some of ten events were published; a backup of six is restored and continues in a new epoch. */
@DisplayName("Publishing after a restore")
class PublisherRestoreTest {

    private static final int PUBLISHED = 10;
    private static final int KEPT = 6;

    private final LedgerFixture lost = new LedgerFixture();
    private final LedgerFixture backup =
            new LedgerFixture(new InMemoryLedger(lost.ledger.identity(), Clock.systemUTC()));
    private TestKafkaBroker broker;

    @BeforeEach
    void given_an_empty_broker_and_a_backup() throws Exception {
        broker = TestKafkaBroker.shared();
        broker.deleteTopics();
        lost.revokeKeys(PUBLISHED);
        lost.ledger.read(Position.FIRST, KEPT).forEach(it -> backup.ledger.append(it.commit()));
    }

    @Test
    void continues_after_the_parent_position_when_more_was_published() throws Exception {
        publish(lost, PUBLISHED - 1);
        reopen(0);
        backup.ledger.append(lost.ledger.head().orElseThrow().commit());
        publish(backup, KEPT + 1);

        assertThat(ids())
                .startsWith(ids(0, PUBLISHED))
                .endsWith(id(1, KEPT), id(1, KEPT + 1))
                .hasSize(PUBLISHED + 2);
    }

    @Test
    void publishes_pending_events_of_the_old_epoch_first() throws Exception {
        try (var few = new LedgerFixture(new InMemoryLedger(lost.ledger.identity(), Clock.systemUTC()))) {
            lost.ledger.read(Position.FIRST, 3).forEach(it -> few.ledger.append(it.commit()));
            publish(few, 2);
        }
        reopen(0);
        publish(backup, KEPT);

        assertThat(ids()).startsWith(ids(0, KEPT)).endsWith(id(1, KEPT)).hasSize(KEPT + 1);
    }

    @Test
    void publishes_again_with_the_same_ids_when_the_published_epoch_is_unknown() throws Exception {
        try (var first = new LedgerFixture(new InMemoryLedger(lost.ledger.identity(), Clock.systemUTC()))) {
            lost.ledger.read(Position.FIRST, 2).forEach(it -> first.ledger.append(it.commit()));
            new EpochStarter(first.ledger, Clock.systemUTC(), new SecureRandom(), Map.of()).startAfter(0);
            publish(first, 2);
        }
        reopen(1);
        publish(backup, KEPT);

        assertThat(ids().subList(0, 3)).containsExactly(id(0, 0), id(0, 1), id(1, 2));
        assertThat(ids().subList(3, 9)).containsExactly(ids(0, KEPT));
        assertThat(ids()).last().isEqualTo(id(2, KEPT));
    }

    @Test
    void kafka_is_a_witness_of_what_was_published() throws Exception {
        var ledger = lost.ledger.identity().id();
        publish(lost, PUBLISHED - 1);

        // Kafka shows a transaction a moment after it has confirmed its end.
        Eventually.awaitTrue(() -> witness(ledger).read().isPresent(), () -> "nothing is published");
        assertThat(witness(ledger).read())
                .contains(new KnownHead(
                        ledger,
                        0,
                        PUBLISHED - 1,
                        lost.ledger.head().orElseThrow().hash().toString()));
        assertThat(witness(new UUID(1, 2)).read()).isEmpty();
    }

    private void reopen(int seen) {
        new EpochStarter(backup.ledger, Clock.systemUTC(), new SecureRandom(), Map.of()).startAfter(seen);
    }

    private void publish(LedgerFixture source, long until) throws Exception {
        try (var publisher = new Publisher(
                source.feed(), PublisherSettings.withDefaults(broker.connection()), LedgerFixture.AUTHENTICATION)) {
            publisher.start();
            PublisherTest.awaitPublished(publisher, until);
        }
    }

    private KafkaHeadWitness witness(UUID ledger) {
        return new KafkaHeadWitness(broker.connection(), ledger, () -> Optional.of(LedgerFixture.MAC));
    }

    private List<String> ids() {
        return PublishedRecords.in(Topics.EVENTS, broker).stream()
                .map(it -> header(it, "ce_id"))
                .toList();
    }

    private String[] ids(int epoch, int count) {
        return LongStream.range(0, count).mapToObj(it -> id(epoch, it)).toArray(String[]::new);
    }

    private String id(int epoch, long position) {
        return lost.ledger.identity().id() + "." + epoch + "/" + position;
    }
}
