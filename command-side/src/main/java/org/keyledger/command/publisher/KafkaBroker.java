package org.keyledger.command.publisher;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;

/** The Kafka operations that the publisher uses. */
interface KafkaBroker {

    /** Creates missing topics. */
    void createTopics();

    /**
     * Creates a transactional producer that is not initialised yet.
     *
     * @param settings producer settings without the connection
     */
    Producer<String, byte[]> producer(Map<String, Object> settings);

    /** The committed checkpoint; empty if nothing was ever published. */
    Optional<PublishedPosition> publishedPosition();

    /** Opens a monitor of the topics, which must be closed. */
    TopicMonitor monitor();

    /** How many records without a valid MAC were skipped. */
    long skipped();

    /** Checks whether Kafka is available while nothing is published. */
    interface TopicMonitor extends AutoCloseable {

        /** @throws KafkaException if Kafka does not respond within 3 s, or a topic is missing */
        void check();

        @Override
        void close();
    }

    /** Uses the cluster of these connection settings; connects on first use. */
    static KafkaBroker connect(
            Map<String, Object> connection,
            Function<Map<String, Object>, Producer<String, byte[]>> producers,
            RecordAuthentication authentication) {
        var checkpoint = new CheckpointTopic(connection, authentication);
        return new KafkaBroker() {
            @Override
            public void createTopics() {
                Topics.createMissing(connection);
            }

            @Override
            public Producer<String, byte[]> producer(Map<String, Object> settings) {
                var allSettings = new HashMap<>(connection);
                allSettings.putAll(settings);
                return producers.apply(allSettings);
            }

            @Override
            public Optional<PublishedPosition> publishedPosition() {
                return checkpoint.readOrRecover();
            }

            @Override
            public TopicMonitor monitor() {
                return Topics.monitor(connection);
            }

            @Override
            public long skipped() {
                return checkpoint.skipped();
            }
        };
    }
}
