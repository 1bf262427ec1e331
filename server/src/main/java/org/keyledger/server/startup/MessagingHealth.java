package org.keyledger.server.startup;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.keyledger.command.publisher.Publisher;
import org.keyledger.command.publisher.PublisherStatus;
import org.keyledger.consumer.subscription.ConsumerStatus;
import org.keyledger.consumer.subscription.EventConsumer;
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

    void addTo(Map<String, String> detail) {
        broker.status().ifPresent(status -> detail.put("broker", describe(status)));
        publishers.ifAvailable(publisher -> detail.put("publisher", describe(publisher.status())));
        consumers.forEach(consumer -> detail.put(consumer.status().name(), describe(consumer.status())));
    }

    private static String describe(BrokerLifecycle.Status status) {
        return status == BrokerLifecycle.Status.FAILED ? "failed, restarting" : lowerCase(status);
    }

    private static String describe(PublisherStatus status) {
        return lowerCase(status.state())
                + part(status.lag(), "events behind")
                + part(status.skipped(), "records of others skipped");
    }

    private static String describe(ConsumerStatus status) {
        return lowerCase(status.state())
                + part(status.lag().orElse(0), "records behind")
                + part(status.deadLetters().size(), "events parked")
                + part(status.skipped(), "records of others skipped")
                + describeFiles(status.damagedFiles());
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
