package org.keyledger.command.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.command.publisher.CrashingProducer.CrashPoint;
import org.keyledger.command.publisher.PublisherStatus.State;
import org.keyledger.ledger.Eventually;

/**
 * Publishers crash one after the other, each at another step, and the next one takes over: records of an open
 * transaction, and a checkpoint that was or was not written. {@code -Dkeyledger.kills=100} repeats each crash a hundred
 * times.
 */
@DisplayName("Publishers that crash at any step")
class PublisherCrashTest {

    private static final int DEFAULT_CRASHES = 1;
    private static final int CRASHES = Integer.getInteger("keyledger.kills", DEFAULT_CRASHES);

    /** Smaller than a commit, so that batches end inside commits; each commit is followed by a private event. */
    private static final int BATCH_SIZE = 3;

    private static final int PUBLIC_EVENTS = 7;
    private static final int EVENT_COUNT = 4 * BATCH_SIZE;

    /** Every call of a publisher in two transactions. */
    private static final List<CrashPoint> STEPS = Stream.of(
                    step("initTransactions", 1),
                    step("beginTransaction", 1),
                    Stream.of(1, 2, 3, 4).flatMap(send -> step("send", send)),
                    step("commitTransaction", 1),
                    step("beginTransaction", 2),
                    Stream.of(5, 8).flatMap(send -> step("send", send)),
                    step("commitTransaction", 2))
            .flatMap(Function.identity())
            .toList();

    private final LedgerFixture ledger = new LedgerFixture();
    private TestKafkaBroker broker;
    private long publishedPosition = -1;

    @BeforeEach
    void given_an_empty_broker() throws Exception {
        broker = TestKafkaBroker.shared();
        broker.deleteTopics();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private static Stream<CrashPoint> step(String call, int count) {
        return Stream.of(new CrashPoint(call, count, true), new CrashPoint(call, count, false));
    }

    /** Retries as the publisher does: a broker may not serve a topic yet that was just created. */
    private void createTopics() {
        var failures = new ArrayDeque<KafkaException>();
        Eventually.awaitTrue(
                () -> {
                    try {
                        Topics.createMissing(broker.connection());
                        return true;
                    } catch (KafkaException e) {
                        failures.add(e);
                        return false;
                    }
                },
                failures::peekLast);
    }

    @Test
    void at_any_step_publish_every_public_event_once_and_in_order() throws Exception {
        createTopics();
        var crashed = new ArrayDeque<CrashingProducer>();
        try (var reader = new TailingTopicReader(Topics.EVENTS, broker)) {
            for (var time = 0; time < CRASHES; time++) {
                for (var step : STEPS) {
                    crashed.add(publishUntil(step));
                    reader.poll();
                    if (crashed.size() > 1) {
                        crashed.remove().closeZombie(); // its successor has taken over
                    }
                }
            }
            try (var last = new Publisher(ledger.feed(), settings(), LedgerFixture.AUTHENTICATION)) {
                last.start();
                PublisherTest.awaitPublished(last, next() - 1);
            }
            reader.awaitPosition(next() - 2);
            assertThat(reader.positions()).containsExactlyElementsOf(publicPositions());
            System.out.printf(
                    "publishers crashed at %d steps, %d times each; each of %d public events was read once%n",
                    STEPS.size(), CRASHES, reader.positions().size());
        }
        crashed.forEach(CrashingProducer::closeZombie);
    }

    /** Starts a publisher with more than two batches to publish, which crashes at the given point. */
    private CrashingProducer publishUntil(CrashPoint crashPoint) throws Exception {
        while (next() - publishedPosition < EVENT_COUNT) {
            ledger.revokeKeysTogether(PUBLIC_EVENTS);
            ledger.recordPrivateEvent();
        }
        var producer = new CrashingProducer(crashPoint);
        var publisher = new Publisher(ledger.feed(), settings(), LedgerFixture.AUTHENTICATION, producer::with);
        publisher.start();
        PublisherFaultTest.awaitState(publisher, State.STOPPED);
        assertThat(producer.hasCrashed()).as("crashed at %s", crashPoint).isTrue();
        publishedPosition = Math.max(publishedPosition, publisher.status().publishedPosition());
        return producer;
    }

    private long next() {
        return ledger.ledger.nextPosition().value();
    }

    private List<Long> publicPositions() {
        return LongStream.range(0, next())
                .filter(position -> position % (PUBLIC_EVENTS + 1) < PUBLIC_EVENTS)
                .boxed()
                .toList();
    }

    private PublisherSettings settings() {
        return new PublisherSettings(
                broker.connection(),
                BATCH_SIZE,
                Duration.ofMillis(5),
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofMillis(300));
    }
}
