package org.keyledger.command.publisher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.keyledger.ledger.simulation.SimulatedCluster;

/**
 * Model of Kafka in simulated time: transactions of one transactional id, of which only the newest producer may commit.
 * A commit may succeed and still time out for the caller.
 */
final class KafkaBrokerModel implements KafkaBroker {

    private final SimulatedCluster stores;
    private final List<Long> positions = new ArrayList<>();
    private Optional<PublishedPosition> reached = Optional.empty();
    private int newestProducer;

    KafkaBrokerModel(SimulatedCluster stores) {
        this.stores = stores;
    }

    /** Positions of all committed public events, in topic order. */
    List<Long> positions() {
        return positions;
    }

    @Override
    public void createTopics() {
        advanceTime();
    }

    @Override
    public Optional<PublishedPosition> publishedPosition() {
        advanceTime();
        return reached;
    }

    @Override
    @SuppressWarnings("unchecked")
    public Producer<String, byte[]> producer(Map<String, Object> settings) {
        return (Producer<String, byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, new Transactions()::invoke);
    }

    /** The simulation makes calls fail, not checks between them. */
    @Override
    public TopicMonitor monitor() {
        return new TopicMonitor() {
            @Override
            public void check() {}

            @Override
            public void close() {}
        };
    }

    @Override
    public long skipped() {
        return 0;
    }

    private void advanceTime() {
        stores.sleep(Duration.ofMillis(1 + stores.randomInt(40)));
    }

    private final class Transactions {

        private final List<ProducerRecord<String, byte[]>> open = new ArrayList<>();
        private int epoch;

        @SuppressWarnings("unchecked")
        Object invoke(Object proxy, Method method, Object[] arguments) {
            switch (method.getName()) {
                case "initTransactions" -> {
                    advanceTime();
                    epoch = ++newestProducer;
                }
                case "beginTransaction" -> open.clear();
                case "send" -> {
                    open.add((ProducerRecord<String, byte[]>) arguments[0]);
                    return CompletableFuture.completedFuture(null);
                }
                case "commitTransaction" -> commit();
                default -> {}
            }
            return null;
        }

        private void commit() {
            advanceTime();
            if (epoch != newestProducer) {
                stores.happened("publisher fenced");
                throw new ProducerFencedException("a newer producer was initialised");
            }
            open.forEach(record -> {
                if (record.topic().equals(Topics.PUBLISHER)) {
                    reached =
                            Optional.of(IntegrationEventJson.MAPPER.readValue(record.value(), PublishedPosition.class));
                } else {
                    positions.add(Long.parseLong(new String(
                            record.headers().lastHeader("ce_position").value(), UTF_8)));
                }
            });
            advanceTime();
            if (stores.randomInt(20) == 0) {
                stores.happened("commit unanswered");
                throw new TimeoutException("no response");
            }
        }
    }
}
