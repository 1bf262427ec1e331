package org.keyledger.consumer.subscription;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * How consumers work.
 *
 * @param connection Kafka's own client settings: where the brokers are, and what they ask for
 * @param folder where parked events are kept
 * @param maxAttempts how often an event is tried before it is parked
 * @param initialBackoff how long to wait after a failure; doubled up to {@code longestPause}
 * @param deadLetterRetryInterval how long a parked event rests before it is tried again
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

    /** Three tries; pauses from 250 ms to 30 s; parked events rest for ten minutes. */
    public static ConsumerSettings withDefaults(Map<String, Object> connection, Path folder) {
        return new ConsumerSettings(
                connection, folder, 3, Duration.ofMillis(250), Duration.ofSeconds(30), Duration.ofMinutes(10));
    }

    /** Whom we talk to may hold a password. */
    @Override
    public String toString() {
        return "ConsumerSettings[folder=" + folder + ", tries=" + maxAttempts + "]";
    }
}
