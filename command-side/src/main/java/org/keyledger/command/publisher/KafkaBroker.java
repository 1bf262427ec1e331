package org.keyledger.command.publisher;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;

/** Kafka as the publisher meets it. */
interface KafkaBroker {

    /** Makes the topics that are missing. */
    void createTopics();

    /** A transactional producer that has not begun; these settings are all but how to reach the brokers. */
    Producer<String, byte[]> producer(Map<String, Object> settings);

    /** How far publishing has come, as far as is committed now. */
    Optional<PublishedPosition> publishedPosition();

    /** A cluster that this connection leads to. */
    static KafkaBroker connect(
            Map<String, Object> connection, Function<Map<String, Object>, Producer<String, byte[]>> producers) {
        return new KafkaBroker() {
            @Override
            public void createTopics() {
                Topics.createMissing(connection);
            }

            @Override
            public Producer<String, byte[]> producer(Map<String, Object> settings) {
                var all = new HashMap<>(connection);
                all.putAll(settings);
                return producers.apply(all);
            }

            @Override
            public Optional<PublishedPosition> publishedPosition() {
                return new CheckpointTopic(connection).read();
            }
        };
    }
}
