package org.keyledger.server.health;

import java.util.Locale;
import java.util.Map;
import org.keyledger.command.publisher.Publisher;
import org.keyledger.command.publisher.PublisherStatus;
import org.keyledger.consumer.subscription.ConsumerStatus;
import org.keyledger.consumer.subscription.EventConsumer;
import org.keyledger.server.health.HealthReport.Part;
import org.springframework.beans.factory.ObjectProvider;

/** Health of the publisher and the consumers of this process: state and lag, without host names. */
final class MessagingHealth {

    private final ObjectProvider<Publisher> publishers;
    private final ObjectProvider<EventConsumer<?>> consumers;

    MessagingHealth(ObjectProvider<Publisher> publishers, ObjectProvider<EventConsumer<?>> consumers) {
        this.publishers = publishers;
        this.consumers = consumers;
    }

    void addTo(Map<String, Part> parts) {
        publishers.ifAvailable(publisher -> parts.put("publisher", part(publisher.status())));
        consumers.forEach(consumer -> parts.put(consumer.status().name(), part(consumer.status())));
    }

    private static Part part(PublisherStatus status) {
        var state = lowerCase(status.state());
        var reason = status.lag() > 0 ? state + ", " + status.lag() + " events behind" : state;
        return switch (status.state()) {
            case PUBLISHING -> Part.up(reason);
            case STARTING, RETRYING, STANDBY -> Part.degraded(reason);
            case STOPPED, CLOSED -> Part.down(reason);
        };
    }

    private static Part part(ConsumerStatus status) {
        var state = lowerCase(status.state());
        var parked = status.deadLetters().size();
        var reason = parked == 0 ? state : state + ", " + parked + " events parked";
        return switch (status.state()) {
            case FOLLOWING -> parked == 0 ? Part.up(reason) : Part.degraded(reason);
            case STARTING, RETRYING -> Part.degraded(reason);
            case CLOSED -> Part.down(reason);
        };
    }

    private static String lowerCase(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
