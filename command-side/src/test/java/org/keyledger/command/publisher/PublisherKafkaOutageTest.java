package org.keyledger.command.publisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.command.publisher.PublishedRecords.positions;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.command.publisher.PublisherStatus.State;
import org.keyledger.ledger.Eventually;

/** The ledger is the outbox: nothing is lost while Kafka is unavailable. */
@DisplayName("Publishing while Kafka is unavailable")
class PublisherKafkaOutageTest {

    @TempDir
    private Path folder;

    private final LedgerFixture ledger = new LedgerFixture();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void catches_up_in_order_when_kafka_is_available_again() throws Exception {
        try (var broker = TestKafkaBroker.in(folder);
                var publisher = new Publisher(ledger.feed(), settings(broker), LedgerFixture.AUTHENTICATION)) {
            publisher.start();
            ledger.revokeKeys(10);
            PublisherTest.awaitPublished(publisher, 9);

            broker.stop();
            PublisherFaultTest.awaitState(publisher, State.RETRYING); // although no event waits
            assertThat(publisher.status().isUp()).isFalse();
            ledger.revokeKeys(100);
            assertThat(publisher.status().publishedPosition()).isEqualTo(9);
            assertThat(publisher.status().lag()).isEqualTo(100);
            assertThat(publisher.status().error()).isPresent();

            broker.start();
            PublisherTest.awaitPublished(publisher, 109);
            assertThat(publisher.status().lag()).isZero();
            assertThat(publisher.status().error()).isEmpty();
            assertThat(positions(PublishedRecords.in(Topics.EVENTS, broker)))
                    .containsExactlyElementsOf(LongStream.range(0, 110).boxed().toList());
        }
    }

    /** Topics are created as soon as the broker has registered; before that, the controller refuses them. */
    @Test
    void waits_without_an_error_for_a_broker_that_is_starting() throws Exception {
        try (var broker = TestKafkaBroker.in(folder)) {
            broker.stop();
            var errors = new ConcurrentLinkedQueue<String>();
            try (var publisher = new Publisher(ledger.feed(), settings(broker), LedgerFixture.AUTHENTICATION)) {
                publisher.start();
                var starting = new Thread(broker::start);
                starting.start();
                Eventually.awaitTrue(
                        () -> {
                            publisher.status().error().ifPresent(errors::add);
                            return publisher.status().state() == State.PUBLISHING;
                        },
                        publisher::status);
                starting.join();
            }
            assertThat(errors).isEmpty();
        }
    }

    private static PublisherSettings settings(TestKafkaBroker broker) {
        return new PublisherSettings(
                broker.connection(),
                50,
                Duration.ofMillis(20),
                Duration.ofMillis(50),
                Duration.ofMillis(500),
                Duration.ofSeconds(5));
    }
}
