package org.keyledger.command.publisher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.messaging.StreamableMessageSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Examples;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.simulation.SimulatedCluster;

/** The real publisher in two processes over a simulated replica set, and a model of Kafka. */
@DisplayName("Publishing from a replica set")
class PublisherReplicaSetTest {

    private static final int SEEDS = 60;

    @Test
    void publishes_every_public_event_once_and_in_order_under_any_fault() {
        var tally = new HashMap<String, Integer>();
        for (var seed = 1; seed <= SEEDS; seed++) {
            var outcome = SimulatedCluster.run(seed, PublisherReplicaSetTest::publish);
            assertThat(outcome.findings()).as("seed %d", seed).isEmpty();
            outcome.tally().forEach((what, times) -> tally.merge(what, times, Integer::sum));
        }
        assertThat(tally)
                .containsKeys("process crash", "process held", "election", "publisher fenced", "commit unanswered");
    }

    private static void publish(SimulatedCluster stores) {
        var kafka = new KafkaBrokerModel(stores);
        stores.startInProcess(0, () -> runProcess(stores, 0, kafka));
        stores.startInProcess(1, () -> runProcess(stores, 1, kafka));
        stores.startConcurrently("trouble", () -> stores.injectFaults(Duration.ofSeconds(12)));
        stores.startConcurrently("one", () -> append(stores, 0));
        stores.startConcurrently("other", () -> append(stores, 1));
        stores.join();
        var end = stores.ledger(0).nextPosition().value();
        for (var attempt = 0; attempt < 300 && publishedPosition(kafka) < end - 1; attempt++) {
            stores.sleep(Duration.ofSeconds(1));
        }
        assertThat(kafka.positions())
                .containsExactlyElementsOf(LongStream.range(0, end)
                        .filter(LedgerTailModel::isPublic)
                        .boxed()
                        .toList());
    }

    private static long publishedPosition(KafkaBrokerModel kafka) {
        return kafka.publishedPosition().map(PublishedPosition::position).orElse(-1L);
    }

    /** Runs one publisher until its process ends. */
    private static void runProcess(SimulatedCluster stores, int process, KafkaBrokerModel kafka) {
        var source = new StreamableMessageSource<TrackedEventMessage<?>>() {
            @Override
            public LedgerTailModel openStream(TrackingToken token) {
                var from = token == null ? 0 : token.position().orElseThrow() + 1;
                return new LedgerTailModel(stores, stores.tail(process, new Position(from)));
            }
        };
        var publisher = new Publisher(
                feed(stores, process, source), settings(), LedgerFixture.AUTHENTICATION, kafka, stores::sleep);
        publisher.run();
        throw new AssertionError("publisher stopped");
    }

    /** Retries, because the servers may be unavailable at first. */
    private static LedgerFeed feed(
            SimulatedCluster stores, int process, StreamableMessageSource<TrackedEventMessage<?>> source) {
        while (true) {
            try {
                return new LedgerFeed(stores.ledger(process), source);
            } catch (StoreUnavailableException unavailable) {
                stores.sleep(Duration.ofSeconds(1));
            }
        }
    }

    private static PublisherSettings settings() {
        return new PublisherSettings(
                Map.of(),
                4,
                Duration.ofMillis(20),
                Duration.ofMillis(100),
                Duration.ofSeconds(2),
                Duration.ofSeconds(1));
    }

    private static void append(SimulatedCluster stores, int process) {
        for (var i = 0; i < 12; i++) {
            var aggregate = process + "." + i;
            var events = IntStream.rangeClosed(0, stores.randomInt(7))
                    .mapToObj(sequence -> Examples.event(aggregate, sequence))
                    .toList();
            stores.ledger(process).append(new Commit("commit " + aggregate, events));
            stores.sleep(Duration.ofMillis(stores.randomInt(2500)));
        }
    }
}
