package org.keyledger.ledger.axon;

import java.time.Duration;
import java.util.List;
import org.axonframework.eventhandling.TrackingToken;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.Position;

/**
 * Reactions that share one thread and one segment, with the token in the atomic store. An event may be handled twice around a
 * crash and is never skipped; a reaction that fails is retried.
 *
 * <p>The thread is woken when this process has stored an event of a type that a reaction handles, and looks for events of
 * other processes twice a second. Other commits do not wake it.
 */
public final class ReactionGroup implements AutoCloseable {

    /** Where a group without a token starts. */
    public enum InitialPosition {
        FIRST_EVENT,
        NEXT_EVENT
    }

    private static final int SEGMENT = 0;
    private static final Duration END_TIMEOUT = Duration.ofSeconds(5);

    private final String name;
    private final AtomicTokenStore tokens;
    private final InitialPosition initialPosition;
    private @Nullable ReactionThread thread;

    /** @param name the name of the thread, and part of the keys in the atomic store */
    public ReactionGroup(String name, AtomicStore store, ClaimOwner claimOwner, InitialPosition initialPosition) {
        this.name = name;
        this.tokens = new AtomicTokenStore(store, claimOwner);
        this.initialPosition = initialPosition;
    }

    /** Removes the token of a group that is not running, for example because it refers to a lost ledger. */
    public static void resetToken(String name, AtomicStore store) {
        AtomicTokenStore.deleteTokens(name, store);
    }

    /**
     * Starts the thread; {@link #close} ends it.
     *
     * @param reactions objects with event handler methods
     */
    public void start(LedgerEventStore events, List<?> reactions) {
        ReactionThread started = new ReactionThread(this, events, new EventHandlers(reactions));
        thread = started;
        started.start();
    }

    String name() {
        return name;
    }

    /**
     * Claims the segment; returns the position to continue from.
     *
     * @throws org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException if another node has claimed it
     */
    Position claim(LedgerEventStore events) {
        if (tokens.fetchSegments(name).length == 0) {
            TrackingToken initial = initialPosition == InitialPosition.FIRST_EVENT
                    ? events.createTailToken()
                    : events.createHeadToken();
            tokens.initializeTokenSegments(name, 1, initial);
        }
        return TrackingTokens.next(tokens.fetchToken(name, SEGMENT));
    }

    void save(TrackingToken token) {
        tokens.storeToken(token, name, SEGMENT);
    }

    void extendClaim() {
        tokens.extendClaim(name, SEGMENT);
    }

    void releaseClaim() {
        tokens.releaseClaim(name, SEGMENT);
    }

    /** Returns when the running reaction has ended, or after five seconds. */
    @Override
    public void close() {
        if (thread != null) {
            thread.close(END_TIMEOUT);
        }
    }
}
