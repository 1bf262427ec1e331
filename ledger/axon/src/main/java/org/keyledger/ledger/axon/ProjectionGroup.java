package org.keyledger.ledger.axon;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.Configuration;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.EventHandlerInvoker;
import org.axonframework.eventhandling.EventProcessor;
import org.axonframework.eventhandling.EventProcessorSpanFactory;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;

/**
 * Projections that move as one: one processor, one segment, one transaction with the token in it. A projection that
 * fails stops the group, which tries again from where it was; nothing is skipped.
 */
public final class ProjectionGroup {

    /** How many events one batch takes at most. */
    public static final int BATCH_SIZE = 256;

    private final String name;
    private final Views views;
    private final int epoch;
    private final ProjectionStatus status;
    private final ProjectionTransactions transactions;
    private final ViewsTokenStore tokens;

    /** In a ledger that was never restored. */
    public ProjectionGroup(String name, Views views, ClaimOwner node) {
        this(name, views, node, 0);
    }

    /**
     * @param name the processing group, and the name its progress is stored under
     * @param epoch the ledger's, stored with the progress
     */
    public ProjectionGroup(String name, Views views, ClaimOwner node, int epoch) {
        this.name = name;
        this.views = views;
        this.epoch = epoch;
        this.status = new ProjectionStatus(
                () -> views.checkpoint(name).map(Checkpoint::next).orElse(Position.FIRST));
        this.transactions = new ProjectionTransactions(views, name, status);
        this.tokens = new ViewsTokenStore(views, transactions, status, node, epoch);
    }

    /** The batch of the events that are being handled on this thread; for projections. */
    public Batch batch() {
        return transactions.current().batch();
    }

    public ProjectionStatus status() {
        return status;
    }

    /** The ledger's epoch when its progress was stored last; the present one before the first time. */
    public int epoch() {
        return views.checkpoint(name)
                .map(it -> Objects.requireNonNullElse(
                        TokenEntry.fromJson(it.token()).epoch(), 0))
                .orElse(epoch);
    }

    /** The same as {@link ProjectionStatus#awaitReached}. */
    public boolean awaitReached(Position position, Duration atMost) throws InterruptedException {
        return status.awaitReached(position, atMost);
    }

    /** Registers the processor of this group; who handles its events is assigned to it by the caller. */
    public void configure(EventProcessingConfigurer processing) {
        processing
                .registerListenerInvocationErrorHandler(name, configuration -> PropagatingErrorHandler.instance())
                .registerTokenStore(name, configuration -> tokens)
                .registerTransactionManager(name, configuration -> transactions)
                .registerEventProcessor(name, this::processor);
    }

    /** Handles these events in one batch, which ends at a token; undoes it if one fails. */
    <E> void replayBatch(TrackingToken last, List<E> events, Consumer<E> handler) {
        Transaction transaction = transactions.startTransaction();
        boolean handled = false;
        try {
            events.forEach(handler);
            tokens.storeUnclaimed(last);
            handled = true;
        } finally {
            if (!handled) {
                transaction.rollback();
            }
        }
        transaction.commit();
    }

    TransactionManager transactions() {
        return transactions;
    }

    TokenStore tokens() {
        return tokens;
    }

    private EventProcessor processor(String processor, Configuration configuration, EventHandlerInvoker projections) {
        return PooledStreamingEventProcessor.builder()
                .name(processor)
                .eventHandlerInvoker(new UnfilteredEventHandlerInvoker(projections))
                .errorHandler(PropagatingErrorHandler.instance())
                .messageMonitor(configuration.messageMonitor(PooledStreamingEventProcessor.class, processor))
                .spanFactory(configuration.getComponent(EventProcessorSpanFactory.class))
                .messageSource(configuration.eventStore())
                .tokenStore(tokens)
                .transactionManager(transactions)
                .initialSegmentCount(1)
                .tokenClaimInterval(1000)
                .initialToken(source -> source.createTailToken())
                .batchSize(BATCH_SIZE)
                .coordinatorExecutor(ProcessorExecutors.singleThread(processor + "-coordinator", configuration))
                .workerExecutor(ProcessorExecutors.singleThread(processor, configuration))
                .build();
    }
}
