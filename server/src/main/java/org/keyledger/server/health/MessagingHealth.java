package org.keyledger.server.health;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.keyledger.command.publisher.Publisher;
import org.keyledger.command.publisher.PublisherStatus;
import org.keyledger.consumer.subscription.ConsumerStatus;
import org.keyledger.consumer.subscription.EventConsumer;
import org.keyledger.server.health.HealthReport.Part;
import org.keyledger.server.wiring.BrokerLifecycle;
import org.springframework.beans.factory.ObjectProvider;

/** Health of the broker in this process, the publisher and the consumers: state and lag, without host names. */
final class MessagingHealth {

    private final ObjectProvider<Publisher> publishers;
    private final ObjectProvider<EventConsumer<?>> consumers;
    private final BrokerLifecycle broker;

    MessagingHealth(
            ObjectProvider<Publisher> publishers, ObjectProvider<EventConsumer<?>> consumers, BrokerLifecycle broker) {
        this.broker = broker;
        this.publishers = publishers;
        this.consumers = consumers;
    }

    void addTo(Map<String, Part> parts) {
        broker.status().ifPresent(status -> parts.put("broker", part(status)));
        publishers.ifAvailable(publisher -> parts.put("publisher", part(publisher.status())));
        consumers.forEach(consumer -> parts.put(consumer.status().name(), part(consumer.status())));
    }

    private static Part part(PublisherStatus status) {
        var reason = lowerCase(status.state())
                + part(status.lag(), "events behind")
                + part(status.skipped(), "records of others skipped");
        return switch (status.state()) {
            case PUBLISHING -> Part.up(reason);
            case STARTING, RETRYING, STANDBY -> Part.degraded(reason);
            case STOPPED, CLOSED -> Part.down(reason);
        };
    }

    private static Part part(ConsumerStatus status) {
        var parked = status.deadLetters().size();
        var reason = lowerCase(status.state())
                + part(status.lag().orElse(0), "records behind")
                + part(parked, "events parked")
                + part(status.skipped(), "records of others skipped")
                + describeFiles(status.damagedFiles());
        var complete = parked == 0 && status.damagedFiles().isEmpty();
        return switch (status.state()) {
            case FOLLOWING, STANDBY -> complete ? Part.up(reason) : Part.degraded(reason);
            case STARTING, RETRYING -> Part.degraded(reason);
            case STOPPED, CLOSED -> Part.down(reason);
        };
    }

    private static Part part(BrokerLifecycle.Status status) {
        return switch (status) {
            case RUNNING -> Part.up(lowerCase(status));
            case STARTING -> Part.degraded(lowerCase(status));
            case FAILED -> Part.down("failed, restarting");
        };
    }

    private static String describeFiles(List<Path> files) {
        return files.stream()
                .map(file -> ", damaged file set aside as " + file.getFileName())
                .collect(Collectors.joining());
    }

    private static String part(long count, String what) {
        return count > 0 ? ", " + count + " " + what : "";
    }

    private static String lowerCase(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
