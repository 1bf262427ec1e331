package org.keyledger.query.projection;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.Views.ConcurrentProjectionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes documents whose end has passed from the read models, at start and every five seconds. Works only on the node
 * that writes the read models, and only while they contain every event: an event that is not applied yet could still
 * move the end of a document.
 */
final class EndedDocumentSweeper implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EndedDocumentSweeper.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** A session may be refreshed in its last moment; the event is recorded shortly after. */
    private static final Duration RETENTION = Duration.ofSeconds(5);
    /** A batch blocks writes of the projections, so batches are kept small. */
    private static final int BATCH_SIZE = 500;

    private final ReadModels models;
    private final List<ExpiringProjection> projections;
    private final Clock clock;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "ended-document-sweeper");
        thread.setDaemon(true);
        return thread;
    });

    /** @param clock decides whether an end has passed */
    EndedDocumentSweeper(ReadModels models, List<ExpiringProjection> projections, Clock clock) {
        this.models = models;
        this.projections = List.copyOf(projections);
        this.clock = clock;
    }

    void start() {
        executor.scheduleWithFixedDelay(this::run, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        try {
            sweep();
        } catch (ConcurrentProjectionException e) {
            LOG.debug("Another node writes the read models", e);
        } catch (StoreUnavailableException e) {
            LOG.debug("Read models are unavailable, which their store and the readiness report", e);
        } catch (RuntimeException e) {
            LOG.warn(
                    "Could not remove expired sessions and keys from the read models, retrying in {} s",
                    INTERVAL.toSeconds(),
                    e);
        }
    }

    /** Removes every document whose end has passed, unless the read models are behind. */
    void sweep() {
        var now = clock.instant().minus(RETENTION);
        for (var projection : projections) {
            int removed;
            do {
                removed = models.progress().isAtHead()
                        ? models.inBatch(() -> projection.removeEnded(now, BATCH_SIZE))
                        : 0;
            } while (removed == BATCH_SIZE && !executor.isShutdown());
        }
    }

    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(INTERVAL.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
