package org.keyledger.server.startup;

import java.util.Locale;
import java.util.Map;
import org.keyledger.command.publisher.Publisher;
import org.keyledger.command.publisher.PublisherStatus;
import org.keyledger.consumer.subscription.ConsumerStatus;
import org.keyledger.consumer.subscription.EventConsumer;
import org.springframework.beans.factory.ObjectProvider;

/** Health of the publisher and the consumers of this process: state and lag, without host names. */
final class MessagingHealth {

    private final ObjectProvider<Publisher> publishers;
    private final ObjectProvider<EventConsumer<?>> consumers;

    MessagingHealth(ObjectProvider<Publisher> publishers, ObjectProvider<EventConsumer<?>> consumers) {
        this.publishers = publishers;
        this.consumers = consumers;
    }

    void addTo(Map<String, String> detail) {
        publishers.ifAvailable(publisher -> detail.put("publisher", describe(publisher.status())));
        consumers.forEach(consumer -> detail.put(consumer.status().name(), describe(consumer.status())));
    }

    private static String describe(PublisherStatus status) {
        var state = lowerCase(status.state());
        return status.lag() > 0 ? state + ", " + status.lag() + " events behind" : state;
    }

    private static String describe(ConsumerStatus status) {
        var state = lowerCase(status.state());
        return status.deadLetters().isEmpty()
                ? state
                : state + ", " + status.deadLetters().size() + " events parked";
    }

    private static String lowerCase(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
