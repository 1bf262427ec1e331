package org.keyledger.ledger.axon;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.Views;

/**
 * A projection group's real transactions and tokens without Axon's threads: the simulation claims the group and handles
 * batch by batch, as a pooled processor does.
 */
public final class SteppedProjection {

    private final String name;
    private final ProjectionGroup group;

    public SteppedProjection(String name, Views views, ClaimOwner node) {
        this.name = name;
        this.group = new ProjectionGroup(name, views, node);
    }

    /** Claims the group; returns the token to continue from. */
    public Position claim() {
        if (tokens().fetchSegments(name).length == 0) {
            within(() -> {
                tokens().initializeTokenSegments(name, 1, null);
                return name;
            });
        }
        return within(() -> TrackingTokens.next(tokens().fetchToken(name, 0)));
    }

    /** Extends the claim. */
    public void renew() {
        within(() -> {
            tokens().extendClaim(name, 0);
            return name;
        });
    }

    /** Handles these events in one atomic batch. */
    public void handle(List<PositionedEvent> events, BiConsumer<Views.Batch, PositionedEvent> projection) {
        within(() -> {
            events.forEach(event -> projection.accept(group.batch(), event));
            PositionedEvent last = events.get(events.size() - 1);
            tokens().storeToken(TrackingTokens.before(last.position().next()), name, 0);
            return name;
        });
    }

    private TokenStore tokens() {
        return group.tokens();
    }

    private <T> T within(Supplier<T> body) {
        Transaction transaction = group.transactions().startTransaction();
        try {
            T answer = body.get();
            transaction.commit();
            return answer;
        } catch (RuntimeException | Error e) {
            transaction.rollback();
            throw e;
        }
    }
}
