package org.keyledger.server.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.keyledger.command.publisher.Publisher;
import org.keyledger.consumer.subscription.ConsumerStatus;
import org.keyledger.consumer.subscription.EventConsumer;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.projection.ReadModels;

/**
 * Gauges of the readers of the ledger and of the topics: how many events they are behind, and whether publisher and
 * consumers work.
 */
final class LagMetrics implements MeterBinder {

    private static final String LAG = "keyledger.lag.events";

    private final Ledger ledger;
    private final LedgerAxonAdapter axon;
    private final ReadModels models;
    private final List<Publisher> publishers;
    private final List<EventConsumer<?>> consumers;

    LagMetrics(
            Ledger ledger,
            LedgerAxonAdapter axon,
            ReadModels models,
            List<Publisher> publishers,
            List<EventConsumer<?>> consumers) {
        this.ledger = ledger;
        this.axon = axon;
        this.models = models;
        this.publishers = publishers;
        this.consumers = consumers;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        gauge(registry, "keyledger.ledger.events", "Events in the ledger", Tags.empty(), this::nextPosition);
        lag(
                registry,
                "tail",
                () -> behind(axon.tailStatus().next().orElse(Position.FIRST).value()));
        lag(registry, "projections", () -> behind(models.nextPosition().value()));
        publishers.forEach(publisher -> bind(registry, publisher));
        consumers.forEach(consumer -> bind(registry, consumer));
    }

    private static void bind(MeterRegistry registry, Publisher publisher) {
        lag(registry, "publisher", () -> publisher.status().lag());
        up(registry, "publisher", () -> publisher.status().isUp());
        skipped(registry, "publisher", publisher, it -> it.status().skipped());
    }

    private static void bind(MeterRegistry registry, EventConsumer<?> consumer) {
        var name = consumer.status().name();
        lag(registry, name, () -> behind(consumer.status()));
        up(registry, name, () -> consumer.status().isUp());
        skipped(registry, name, consumer, it -> it.status().skipped());
        gauge(
                registry,
                "keyledger.parked.events",
                "Events that a consumer could not handle, and events of the same aggregate behind them",
                Tags.of("consumer", name),
                () -> consumer.status().deadLetters().size());
    }

    private static void up(MeterRegistry registry, String follower, BooleanSupplier works) {
        gauge(
                registry,
                "keyledger.messaging.up",
                "1 while publisher or consumer works, 0 while it waits for Kafka or has stopped",
                Tags.of("who", follower),
                () -> works.getAsBoolean() ? 1 : 0);
    }

    private static <T> void skipped(
            MeterRegistry registry, String follower, T source, ToDoubleFunction<T> records) {
        FunctionCounter.builder("keyledger.skipped.records", source, records)
                .description("Kafka records that were skipped, because Keyledger has not published them")
                .tag("who", follower)
                .register(registry);
    }

    private static void lag(MeterRegistry registry, String follower, Supplier<Number> events) {
        gauge(registry, LAG, "Events that were not handled yet", Tags.of("who", follower), events);
    }

    private static void gauge(
            MeterRegistry registry, String name, String description, Tags tags, Supplier<Number> number) {
        Gauge.builder(name, number).description(description).tags(tags).register(registry);
    }

    private long nextPosition() {
        return ledger.nextPosition().value();
    }

    /** Counted in events of the consumer's topic, because it may not subscribe to most events of the ledger. */
    private static Number behind(ConsumerStatus status) {
        return status.lag().isPresent() ? status.lag().getAsLong() : Double.NaN;
    }

    private long behind(long next) {
        return Math.max(0, nextPosition() - next);
    }
}
