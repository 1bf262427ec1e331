package org.keyledger.ledger.axon;

import com.github.benmanes.caffeine.cache.Ticker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.ConcurrentProjectionException;

/**
 * Applies events to all projections of a group, each batch of events in one batch of the views that includes the token. Claims
 * the group's segment, so that no other node does so at the same time.
 */
final class ProjectionFollower implements EventFollower {

    private static final int SEGMENT = 0;
    private static final long CLAIM_EXTENSION_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String name;
    private final ProjectionGroup group;
    private final ViewsTokenStore tokens;
    private final EventHandlers projections;
    private final Ticker ticker;
    private long savedAtNanos;

    ProjectionFollower(
            String name, ProjectionGroup group, ViewsTokenStore tokens, EventHandlers projections, Ticker ticker) {
        this.name = name;
        this.group = group;
        this.tokens = tokens;
        this.projections = projections;
        this.ticker = ticker;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Optional<Position> begin() {
        try {
            if (tokens.fetchSegments(name).length == 0) {
                save(() -> tokens.initializeTokenSegments(name, 1, TrackingTokens.before(Position.FIRST)));
            }
            return Optional.of(claim());
        } catch (UnableToClaimTokenException | ConcurrentProjectionException e) {
            return Optional.empty();
        }
    }

    private Position claim() {
        savedAtNanos = ticker.read();
        return group.inBatch(() -> TrackingTokens.next(tokens.fetchToken(name, SEGMENT)));
    }

    @Override
    public void apply(List<TrackedEventMessage<?>> events) {
        TrackingToken last = events.get(events.size() - 1).trackingToken();
        save(() -> {
            events.forEach(projections::handle);
            tokens.storeToken(last, name, SEGMENT);
        });
    }

    @Override
    public void tick() {
        if (ticker.read() - savedAtNanos >= CLAIM_EXTENSION_NANOS) {
            save(() -> tokens.extendClaim(name, SEGMENT));
        }
    }

    @Override
    public void end() {
        save(() -> tokens.releaseClaim(name, SEGMENT));
    }

    private void save(Runnable changes) {
        Supplier<String> supplier = () -> {
            changes.run();
            return name;
        };
        group.inBatch(supplier);
        savedAtNanos = ticker.read();
    }
}
