package org.keyledger.query.projecting;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.axonframework.config.Configuration;
import org.axonframework.config.DefaultConfigurer;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.axon.AxonLedger;
import org.keyledger.ledger.axon.Node;

/**
 * Makes the read models anew from the first event, beside the old ones, by the same projections. Works on an opened
 * store that no service serves from: a node keeps to the edition that it started with.
 */
public final class Rebuild {

    private static final Duration TELL = Duration.ofMillis(500);

    private final Views views;
    private final Ledger ledger;
    private final AxonLedger axon;
    private final List<Projection> projections;

    /**
     * How far a rebuild has come.
     *
     * @param done events that are in the new read models
     * @param head events in the ledger
     * @param perSecond events a second since it began
     */
    public record Progress(long done, long head, long perSecond) {}

    /** @param axon reads the events; its tail is started if it was not */
    public Rebuild(Views views, Ledger ledger, AxonLedger axon, List<Projection> projections) {
        this.views = views;
        this.ledger = ledger;
        this.axon = axon;
        this.projections = List.copyOf(projections);
    }

    /**
     * Fills new read models up to the head of this moment, lets them take the place of the old and drops those.
     *
     * @param listener told twice a second, and at the end
     * @throws IllegalStateException if the ledger cannot be read or a projection fails; the old ones stand
     */
    public void run(Consumer<Progress> listener) throws InterruptedException {
        fill(listener).publish();
    }

    /**
     * Fills new read models likewise and drops them again; nothing is changed.
     *
     * @return the documents, as {@code <view>/<id>}, that a rebuild would change: content, position or indexes. None if
     *     the read models have seen all events and were made by the same projections
     */
    public List<String> differences(Consumer<Progress> listener) throws InterruptedException {
        var rebuilt = fill(listener);
        try {
            return rebuilt.differences();
        } finally {
            rebuilt.discard();
        }
    }

    private Rebuilt fill(Consumer<Progress> listener) throws InterruptedException {
        var current = Edition.current(views);
        var fresh = current.fresh();
        var models = new ReadModels(fresh, ledger, axon.sealedJson(), Node.named("rebuild"));
        var failure = new AtomicReference<@Nullable Exception>();
        var running = start(new Projections(models, projections), failure);
        try {
            follow(models, running, failure, listener);
        } finally {
            running.shutdown();
        }
        return new Rebuilt(current, fresh, axon.sealedJson(), viewNames());
    }

    private Configuration start(Projections filling, AtomicReference<@Nullable Exception> failure) {
        var configurer = DefaultConfigurer.defaultConfiguration(false)
                .configureSerializer(it -> Jackson3Serializer.builder().build())
                .configureEventStore(it -> axon.eventStore());
        configurer.eventProcessing(filling::follow);
        configurer.eventProcessing().registerHandlerInterceptor(ReadModels.GROUP, it -> (event, handling) -> {
            try {
                return handling.proceed();
            } catch (Exception e) {
                failure.set(e);
                throw e;
            }
        });
        return configurer.start();
    }

    private void follow(
            ReadModels models,
            Configuration running,
            AtomicReference<@Nullable Exception> failure,
            Consumer<Progress> listener)
            throws InterruptedException {
        var head = ledger.next().value();
        var began = System.nanoTime();
        var status = models.group().status();
        while (head > 0 && !status.awaitReached(new Position(head - 1), TELL)) {
            listener.accept(progress(status.next().value(), head, began));
            refuseTrouble(running, failure.get());
        }
        listener.accept(progress(head, head, began));
    }

    /** Where a service would try again for ever, an operator wants to be told. */
    private void refuseTrouble(Configuration running, @Nullable Exception failure) {
        if (failure != null) {
            throw new IllegalStateException("a projection failed; the old read models stand", failure);
        }
        axon.tail().trouble().ifPresent(trouble -> {
            throw new IllegalStateException("the ledger cannot be read: " + trouble);
        });
        running.eventProcessingConfiguration()
                .eventProcessor(ReadModels.GROUP, StreamingEventProcessor.class)
                .filter(StreamingEventProcessor::isError)
                .ifPresent(processor -> {
                    throw new IllegalStateException("events cannot be read, see the log; the old read models stand");
                });
    }

    private static Progress progress(long done, long head, long began) {
        var millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
        return new Progress(done, head, done * 1000 / Math.max(1, millis));
    }

    private List<String> viewNames() {
        return projections.stream()
                .flatMap(projection -> projection.views().stream())
                .toList();
    }
}
