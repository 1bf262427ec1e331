package org.keyledger.command.publisher;

import java.time.Duration;
import java.util.Map;

/**
 * Settings of the publisher.
 *
 * @param connection Kafka client settings: bootstrap servers and authentication
 * @param batchSize maximum number of events per transaction
 * @param linger how long to collect further events after the first one, unless the batch is full before: a transaction
 *     costs the broker almost the same for one event as for many. Under load it is 2.4 times as long. A mail waits as
 *     long, so that must stay well below a second
 * @param initialBackoff delay after the first failure; doubled with each further one up to {@code maxBackoff}
 * @param maxBackoff maximum delay after a failure
 * @param standbyTimeout how long another publisher must make no progress, while events are waiting, before this one
 *     takes over
 */
public record PublisherSettings(
        Map<String, Object> connection,
        int batchSize,
        Duration linger,
        Duration initialBackoff,
        Duration maxBackoff,
        Duration standbyTimeout) {

    public PublisherSettings {
        connection = Map.copyOf(connection);
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be 1 or greater, was " + batchSize);
        }
    }

    /** 3,000 events per transaction, 250 ms linger, back-off from 250 ms to 15 s, 30 s standby timeout. */
    public static PublisherSettings withDefaults(Map<String, Object> connection) {
        return new PublisherSettings(
                connection,
                3_000,
                Duration.ofMillis(250),
                Duration.ofMillis(250),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30));
    }

    /** Without the connection, which may contain a password. */
    @Override
    public String toString() {
        return "PublisherSettings[batch=" + batchSize + "]";
    }
}
