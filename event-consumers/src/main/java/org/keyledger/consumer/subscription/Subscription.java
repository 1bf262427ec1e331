package org.keyledger.consumer.subscription;

/**
 * Who listens to what.
 *
 * @param name of the consumer, part of its Kafka group and of its files: {@code [a-z-]+}, never changed
 * @param topic what it listens to
 * @param body what bodies are read as; a record, or Jackson's {@code JsonNode}
 * @param handler what it does
 * @param <D> the type of {@code body}
 */
public record Subscription<D>(String name, String topic, Class<D> body, EventHandler<D> handler) {

    public Subscription {
        if (!name.matches("[a-z-]+")) {
            throw new IllegalArgumentException("a consumer's name is made of a-z and -, not " + name);
        }
    }
}
