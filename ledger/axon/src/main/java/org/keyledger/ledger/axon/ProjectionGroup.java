package org.keyledger.ledger.axon;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.EventProcessorSpanFactory;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;

/**
 * Projections that share one processor, one segment and one transaction, which includes the token. A projection that fails
 * stops the group, which retries from the last checkpoint; no event is skipped.
 */
public final class ProjectionGroup {

    /** The greatest number of events in a batch. */
    public static final int BATCH_SIZE = 256;

    private final String name;
    private final Views views;
    private final int epoch;
    private final ProjectionStatus status;
    private final ProjectionTransactions transactions;
    private final ViewsTokenStore tokens;

    /** For a ledger in epoch 0. */
    public ProjectionGroup(String name, Views views, ClaimOwner claimOwner) {
        this(name, views, claimOwner, 0);
    }

    /**
     * @param name the processing group, and the name of its checkpoint
     * @param epoch the ledger's epoch, stored with the checkpoint
     */
    public ProjectionGroup(String name, Views views, ClaimOwner claimOwner, int epoch) {
        this.name = name;
        this.views = views;
        this.epoch = epoch;
        this.status = new ProjectionStatus(
                () -> views.checkpoint(name).map(Checkpoint::next).orElse(Position.FIRST), Ticker.systemTicker());
        this.transactions = new ProjectionTransactions(views, name, status);
        this.tokens = new ViewsTokenStore(views, transactions, status, claimOwner, epoch);
    }

    /** The batch of the events that this thread handles now; for projections. */
    public Batch batch() {
        return transactions.current().batch();
    }

    public ProjectionStatus status() {
        return status;
    }

    /** The epoch that was stored with the last checkpoint; the present one if there is no checkpoint. */
    public int epoch() {
        return views.checkpoint(name)
                .map(it -> Objects.requireNonNullElse(
                        TokenEntry.fromJson(it.token()).epoch(), 0))
                .orElse(epoch);
    }

    /** As {@link ProjectionStatus#awaitReached}. */
    public boolean awaitReached(Position position, Duration timeout) throws InterruptedException {
        return status.awaitReached(position, timeout);
    }

    /** Registers the processor of this group; the caller assigns the projections. */
    public void configure(EventProcessingConfigurer processing) {
        processing
                .registerListenerInvocationErrorHandler(name, configuration -> PropagatingErrorHandler.instance())
                .registerTokenStore(name, configuration -> tokens)
                .registerTransactionManager(name, configuration -> transactions)
                .registerEventProcessor(name, this::processor);
    }

    /** Handles these events in one batch, which ends at a token; rolls it back if one fails. */
    <E> void replayBatch(TrackingToken last, List<E> events, Consumer<E> handler) {
        inBatch(() -> {
            events.forEach(handler);
            tokens.storeUnclaimed(last);
            return last;
        });
    }

    /**
     * Makes changes on this thread in one batch; rolls it back if they fail.
     *
     * @throws org.keyledger.ledger.Views.ConcurrentProjectionException if another node works on the group
     */
    public <T> T inBatch(Supplier<T> changes) {
        Transaction transaction = transactions.startTransaction();
        boolean handled = false;
        T result;
        try {
            result = changes.get();
            handled = true;
        } finally {
            if (!handled) {
                transaction.rollback();
            }
        }
        transaction.commit();
        return result;
    }

    TransactionManager transactions() {
        return transactions;
    }

    TokenStore tokens() {
        return tokens;
    }

    private EventProcessor processor(String processor, Configuration configuration, EventHandlerInvoker projections) {
        var invoker = new UnfilteredEventHandlerInvoker(projections);
        return SingleSegmentProcessor.builder(processor, configuration, invoker, tokens)
                .spanFactory(configuration.getComponent(EventProcessorSpanFactory.class))
                .transactionManager(transactions)
                .initialToken(source -> source.createTailToken())
                .batchSize(BATCH_SIZE)
                .build();
    }

    /**
     * Accepts every event, also those that no projection handles: each is then part of a batch, whose commit advances the
     * checkpoint and wakes the waiting threads. Otherwise Axon would store the token of such events only every five seconds.
     */
    private record UnfilteredEventHandlerInvoker(EventHandlerInvoker projections) implements EventHandlerInvoker {

        @Override
        public boolean canHandle(EventMessage<?> event, Segment segment) {
            return true;
        }

        @Override
        public boolean canHandleType(Class<?> payloadType) {
            return true;
        }

        @Override
        public void handle(EventMessage<?> event, Segment segment) throws Exception {
            projections.handle(event, segment);
        }

        @Override
        public boolean supportsReset() {
            return false;
        }
    }
}
