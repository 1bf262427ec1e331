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

/**
 * One publisher after the other dies, each at another of its steps, and the next one takes over what is left: records of
 * an open transaction, a place that was or was not moved. {@code -Dkeyledger.kills=100} has them die a hundred times at
 * each step instead of once.
 */
@DisplayName("Publishers that crash at any step")
class PublisherCrashTest {

    private static final int DEFAULT_CRASHES = 1;
    private static final int CRASHES = Integer.getInteger("keyledger.kills", DEFAULT_CRASHES);

    /** Commits hold more events than a batch, so that it ends inside one; each is followed by a private event. */
    private static final int BATCH_SIZE = 3;

    private static final int PUBLIC_EVENTS = 7;
    private static final int EVENT_COUNT = 4 * BATCH_SIZE;

    /** Every call that a publisher makes in two transactions. */
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
    private long reached = -1;

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

    /** A broker that has just made a topic may not know it yet; a publisher tries again, too. */
    private void createTopics() throws InterruptedException {
        for (var tries = 1; ; tries++) {
            try {
                Topics.createMissing(broker.connection());
                return;
            } catch (KafkaException e) {
                if (tries == 20) {
                    throw e;
                }
                Thread.sleep(250);
            }
        }
    }

    @Test
    void at_each_of_their_steps_show_every_public_event_once_and_in_order() throws Exception {
        createTopics();
        var left = new ArrayDeque<CrashingProducer>();
        try (var reader = new TailingTopicReader(Topics.EVENTS, broker)) {
            for (var time = 0; time < CRASHES; time++) {
                for (var step : STEPS) {
                    left.add(publishUntil(step));
                    reader.poll();
                    if (left.size() > 1) {
                        left.remove().closeZombie(); // by now another has taken its place
                    }
                }
            }
            try (var last = new Publisher(ledger.feed(), settings())) {
                last.start();
                PublisherTest.awaitPublished(last, next() - 1);
            }
            reader.awaitPosition(next() - 2);
            assertThat(reader.positions()).containsExactlyElementsOf(publicPositions());
            System.out.printf(
                    "publishers died at %d steps, %d times each; of %d public events each was read once%n",
                    STEPS.size(), CRASHES, reader.positions().size());
        }
        left.forEach(CrashingProducer::closeZombie);
    }

    /** A publisher that finds more than two batches to publish, and dies on the way. */
    private CrashingProducer publishUntil(CrashPoint death) throws Exception {
        while (next() - reached < EVENT_COUNT) {
            ledger.revokeKeysTogether(PUBLIC_EVENTS);
            ledger.recordPrivateEvent();
        }
        var mortal = new CrashingProducer(death);
        var dying = new Publisher(ledger.feed(), settings(), mortal::with);
        dying.start();
        PublisherFaultTest.awaitState(dying, State.STOPPED);
        assertThat(mortal.hasCrashed()).as("died at %s", death).isTrue();
        reached = Math.max(reached, dying.status().publishedPosition());
        return mortal;
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
