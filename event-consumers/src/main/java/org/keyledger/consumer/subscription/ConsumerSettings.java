package org.keyledger.consumer.subscription;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Settings of event consumers.
 *
 * @param connection Kafka client settings: bootstrap servers and authentication
 * @param folder where dead letters are stored
 * @param maxAttempts how often an event is tried before it becomes a dead letter
 * @param initialBackoff delay after the first failure; doubled with each further one up to {@code maxBackoff}
 * @param maxBackoff maximum delay after a failure
 * @param deadLetterRetryInterval how often dead letters are retried
 */
public record ConsumerSettings(
        Map<String, Object> connection,
        Path folder,
        int maxAttempts,
        Duration initialBackoff,
        Duration maxBackoff,
        Duration deadLetterRetryInterval) {

    public ConsumerSettings {
        connection = Map.copyOf(connection);
        if (maxAttempts < 1) {
            throw new IllegalArgumentException("maxAttempts must be 1 or greater, was " + maxAttempts);
        }
    }

    /** Three attempts, back-off from 250 ms to 30 s, dead letters retried every 10 minutes. */
    public static ConsumerSettings withDefaults(Map<String, Object> connection, Path folder) {
        return new ConsumerSettings(
                connection, folder, 3, Duration.ofMillis(250), Duration.ofSeconds(30), Duration.ofMinutes(10));
    }

    /** Without the connection, which may contain a password. */
    @Override
    public String toString() {
        return "ConsumerSettings[folder=" + folder + ", maxAttempts=" + maxAttempts + "]";
    }
}
