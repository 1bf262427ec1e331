package org.keyledger.ledger.axon;

import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.keyledger.ledger.AtomicStore;

/**
 * Reactions that move as one: one processor, one segment, one event at a time, its token in cells. An event may be
 * handled twice around a crash, never skipped; a reaction that fails is tried again.
 */
public final class ReactionGroup {

    /** Where a group begins that has never run. */
    public enum InitialPosition {
        FIRST_EVENT,
        NEXT_EVENT
    }

    private final String name;
    private final AtomicTokenStore tokens;
    private final InitialPosition initialPosition;

    /** @param name the processing group, and part of the cells' keys */
    public ReactionGroup(String name, AtomicStore cells, ClaimOwner node, InitialPosition begin) {
        this.name = name;
        this.tokens = new AtomicTokenStore(cells, node);
        this.initialPosition = begin;
    }

    /** Lets a group that does not run begin again as if it had never run: its place may be of a ledger that is lost. */
    public static void resetToken(String name, AtomicStore cells) {
        AtomicTokenStore.deleteTokens(name, cells);
    }

    /** Registers the processor of this group; who handles its events is assigned to it by the caller. */
    public void configure(EventProcessingConfigurer processing) {
        processing
                .registerListenerInvocationErrorHandler(name, configuration -> PropagatingErrorHandler.instance())
                .registerTokenStore(name, configuration -> tokens)
                .registerEventProcessor(
                        name,
                        (processor, configuration, reactions) -> PooledStreamingEventProcessor.builder()
                                .name(processor)
                                .eventHandlerInvoker(reactions)
                                .errorHandler(PropagatingErrorHandler.instance())
                                .messageMonitor(
                                        configuration.messageMonitor(PooledStreamingEventProcessor.class, processor))
                                .messageSource(configuration.eventStore())
                                .tokenStore(tokens)
                                .transactionManager(NoTransactionManager.INSTANCE)
                                .initialSegmentCount(1)
                                .tokenClaimInterval(1000)
                                .initialToken(source -> initialPosition == InitialPosition.FIRST_EVENT
                                        ? source.createTailToken()
                                        : source.createHeadToken())
                                .coordinatorExecutor(
                                        ProcessorExecutors.singleThread(processor + "-coordinator", configuration))
                                .workerExecutor(ProcessorExecutors.singleThread(processor, configuration))
                                .build());
    }
}
