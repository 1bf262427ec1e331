package org.keyledger.ledger.axon;

import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.config.EventProcessingConfigurer;
import org.axonframework.eventhandling.PropagatingErrorHandler;
import org.keyledger.ledger.AtomicStore;

/**
 * Reactions that share one processor and one segment, with the token in the atomic store. An event may be handled twice
 * around a crash and is never skipped; a reaction that fails is retried.
 */
public final class ReactionGroup {

    /** Where a group without a token starts. */
    public enum InitialPosition {
        FIRST_EVENT,
        NEXT_EVENT
    }

    private final String name;
    private final AtomicTokenStore tokens;
    private final InitialPosition initialPosition;

    /** @param name the processing group, and part of the keys in the atomic store */
    public ReactionGroup(String name, AtomicStore store, ClaimOwner claimOwner, InitialPosition initialPosition) {
        this.name = name;
        this.tokens = new AtomicTokenStore(store, claimOwner);
        this.initialPosition = initialPosition;
    }

    /** Removes the token of a group that is not running, for example because it refers to a lost ledger. */
    public static void resetToken(String name, AtomicStore store) {
        AtomicTokenStore.deleteTokens(name, store);
    }

    /** Registers the processor of this group; the caller assigns the event handlers. */
    public void configure(EventProcessingConfigurer processing) {
        processing
                .registerListenerInvocationErrorHandler(name, configuration -> PropagatingErrorHandler.instance())
                .registerTokenStore(name, configuration -> tokens)
                .registerEventProcessor(
                        name,
                        (processor, configuration, reactions) -> SingleSegmentProcessor.builder(
                                        processor, configuration, reactions, tokens)
                                .transactionManager(NoTransactionManager.INSTANCE)
                                .initialToken(source -> initialPosition == InitialPosition.FIRST_EVENT
                                        ? source.createTailToken()
                                        : source.createHeadToken())
                                .build());
    }
}
