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

/**
 * The topics, made explicitly; how many partitions each has is part of the contract. The compacted
 * {@code identity.keys.v1} and {@code identity.users.v1} come with what will be written to them.
 */
final class Topics {

    /** The public form of every event that leaves, in the ledger's order: one partition, kept for ever. */
    static final String EVENTS = "identity.events.v1";

    /** For our own mailer. */
    static final String MAIL = "identity.mail.v1";

    /** How far publishing has come. */
    static final String PUBLISHER = "identity.publisher.v1";

    private static final Duration MAIL_RETENTION = Duration.ofDays(7);

    private static final List<NewTopic> ALL = List.of(
            topic(EVENTS, Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")),
            topic(MAIL, Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(MAIL_RETENTION.toMillis()))),
            topic(PUBLISHER, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));

    private Topics() {}

    /**
     * Makes the topics that are missing.
     *
     * @throws PublisherDivergedException if one is there that is not ours by its partitions
     * @throws KafkaException while Kafka cannot tell
     */
    static void createMissing(Map<String, Object> connection) {
        try (var admin = Admin.create(connection)) {
            var made = admin.createTopics(ALL).values();
            for (var topic : made.entrySet()) {
                awaitCreated(topic.getValue());
            }
            var found = admin.describeTopics(ALL.stream().map(NewTopic::name).toList())
                    .allTopicNames()
                    .get();
            ALL.forEach(topic -> check(topic, found));
        } catch (ExecutionException e) {
            throw new KafkaException("the topics could not be made", e.getCause());
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

    private static void check(NewTopic wanted, Map<String, TopicDescription> found) {
        var partitions = requireNonNull(found.get(wanted.name())).partitions().size();
        if (partitions != wanted.numPartitions()) {
            throw new PublisherDivergedException("topic " + wanted.name() + " has " + partitions
                    + " partitions instead of " + wanted.numPartitions());
        }
    }

    private static NewTopic topic(String name, Map<String, String> configs) {
        return new NewTopic(name, Optional.of(1), Optional.empty()).configs(configs);
    }
}
