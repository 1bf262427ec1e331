package org.keyledger.command.publisher;

import java.time.Duration;
import java.util.Map;

/**
 * How publishing works.
 *
 * @param connection Kafka's own client settings: where the brokers are, and what they ask for
 * @param batchSize how many events one transaction takes at most
 * @param linger how long it lets events come together after the first: a transaction costs the broker as much for one as
 *     for many
 * @param initialBackoff how long it waits after the first failure; doubled up to {@code longestPause}
 * @param standbyTimeout how long another publisher must stand still, with events waiting, before this one steps in
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

    /** 500 events a transaction, 50 ms to gather them; pauses from 250 ms to 15 s; stands by for 30 s. */
    public static PublisherSettings withDefaults(Map<String, Object> connection) {
        return new PublisherSettings(
                connection,
                500,
                Duration.ofMillis(50),
                Duration.ofMillis(250),
                Duration.ofSeconds(15),
                Duration.ofSeconds(30));
    }

    /** Whom we talk to may hold a password. */
    @Override
    public String toString() {
        return "PublisherSettings[batch=" + batchSize + "]";
    }
}
