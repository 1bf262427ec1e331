package org.keyledger.command.publisher;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.keyledger.command.publisher.KafkaBroker.TopicMonitor;

/** The Kafka topics and their creation; the number of partitions is part of the contract. */
final class Topics {

    /** The published form of every public event in the ledger's order: one partition, unlimited retention. */
    static final String EVENTS = "identity.events.v1";

    /** Requests to the mailer. */
    static final String MAIL = "identity.mail.v1";

    /** The publisher's checkpoint. */
    static final String PUBLISHER = "identity.publisher.v1";

    private static final Duration MAIL_RETENTION = Duration.ofDays(7);

    private static final Duration START_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration MONITOR_TIMEOUT = Duration.ofSeconds(3);
    private static final int RETRY_MILLIS = 100;

    private static final List<NewTopic> ALL = List.of(
            topic(EVENTS, Map.of(TopicConfig.RETENTION_MS_CONFIG, "-1")),
            topic(MAIL, Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(MAIL_RETENTION.toMillis()))),
            topic(PUBLISHER, Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));

    private Topics() {}

    /**
     * Creates missing topics and waits until brokers serve them. Waits up to 30 s for brokers that are starting.
     *
     * @throws PublisherDivergedException if a topic exists with another number of partitions
     * @throws KafkaException if Kafka is unavailable
     */
    static void createMissing(Map<String, Object> connection) {
        try (var admin = admin(connection, START_TIMEOUT)) {
            var deadline = System.nanoTime() + START_TIMEOUT.toNanos();
            while (!isCreated(admin, deadline)) {
                TimeUnit.MILLISECONDS.sleep(RETRY_MILLIS);
            }
        } catch (ExecutionException e) {
            throw new KafkaException("Could not create Kafka topics: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * False if it should be tried again: a controller refuses topics until a broker has registered, and brokers describe
     * a topic a little later than the controller has created it.
     */
    private static boolean isCreated(Admin admin, long deadline) throws ExecutionException, InterruptedException {
        try {
            for (var topic : admin.createTopics(ALL).values().values()) {
                awaitCreated(topic);
            }
            describe(admin);
            return true;
        } catch (ExecutionException e) {
            if (isStarting(requireNonNull(e.getCause())) && System.nanoTime() < deadline) {
                return false;
            }
            throw e;
        }
    }

    private static boolean isStarting(Throwable failure) {
        return failure instanceof InvalidReplicationFactorException
                || failure instanceof UnknownTopicOrPartitionException
                || (failure instanceof RetriableException && !(failure instanceof TimeoutException));
    }

    private static void describe(Admin admin) throws ExecutionException, InterruptedException {
        var found = admin.describeTopics(ALL.stream().map(NewTopic::name).toList())
                .allTopicNames()
                .get();
        ALL.forEach(topic -> check(topic, found));
    }

    /** Opens a monitor of the topics, which must be closed. */
    static TopicMonitor monitor(Map<String, Object> connection) {
        var admin = admin(connection, MONITOR_TIMEOUT);
        return new TopicMonitor() {
            @Override
            public void check() {
                try {
                    describe(admin);
                } catch (ExecutionException e) {
                    throw new KafkaException("Kafka topics are unavailable: " + e.getCause(), e.getCause());
                } catch (InterruptedException e) {
                    throw new InterruptException(e);
                }
            }

            @Override
            public void close() {
                admin.close(Duration.ZERO);
            }
        };
    }

    private static Admin admin(Map<String, Object> connection, Duration timeout) {
        var settings = new HashMap<>(connection);
        var millis = Math.toIntExact(timeout.toMillis());
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
        return Admin.create(settings);
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
