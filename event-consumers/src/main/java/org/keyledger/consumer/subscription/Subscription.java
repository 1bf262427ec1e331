package org.keyledger.consumer.subscription;

/**
 * A consumer's subscription to a topic.
 *
 * @param name name of the consumer, part of its Kafka group and of its file names: {@code [a-z-]+}; must never change
 * @param topic the topic
 * @param body the type of the bodies: a record, or Jackson's {@code JsonNode}
 * @param handler handles the events
 * @param <D> the type of {@code body}
 */
public record Subscription<D>(String name, String topic, Class<D> body, EventHandler<D> handler) {

    public Subscription {
        if (!name.matches("[a-z-]+")) {
            throw new IllegalArgumentException("Consumer name must match [a-z-]+, was " + name);
        }
    }
}
