package org.keyledger.command.publisher;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The Kafka topics and their creation; the number of partitions is part of the contract. */
final class Topics {

    /** The published form of every public event in the ledger's order: one partition, unlimited retention. */
    static final String EVENTS = "identity.events.v1";

    /** Requests to the mailer. */
    static final String MAIL = "identity.mail.v1";

    /** The publisher's checkpoint. */
    static final String PUBLISHER = "identity.publisher.v1";

    private static final Duration MAIL_RETENTION = Duration.ofDays(7);

    private static final List<NewTopic> ALL = List.of(
            topic(EVENTS, Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")),
            topic(MAIL, Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(MAIL_RETENTION.toMillis()))),
            topic(PUBLISHER, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));

    private Topics() {}

    /**
     * Creates missing topics.
     *
     * @throws PublisherDivergedException if a topic exists with another number of partitions
     * @throws KafkaException if Kafka is unavailable
     */
    static void createMissing(Map<String, Object> connection) {
        try (var admin = Admin.create(connection)) {
            var created = admin.createTopics(ALL).values();
            for (var topic : created.entrySet()) {
                awaitCreated(topic.getValue());
            }
            var found = admin.describeTopics(ALL.stream().map(NewTopic::name).toList())
                    .allTopicNames()
                    .get();
            ALL.forEach(topic -> check(topic, found));
        } catch (ExecutionException e) {
            throw new KafkaException("Could not create Kafka topics", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static void awaitCreated(KafkaFuture<Void> topic) throws ExecutionException, InterruptedException {
        try {
            topic.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    private static void check(NewTopic expected, Map<String, TopicDescription> found) {
        var partitions = requireNonNull(found.get(expected.name())).partitions().size();
        if (partitions != expected.numPartitions()) {
            throw new PublisherDivergedException("Kafka topic " + expected.name() + " must have "
                    + expected.numPartitions() + " partitions, has " + partitions);
        }
    }

    private static NewTopic topic(String name, Map<String, String> configs) {
        return new NewTopic(name, Optional.of(1), Optional.empty()).configs(configs);
    }
}
