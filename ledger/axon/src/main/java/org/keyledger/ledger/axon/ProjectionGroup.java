package org.keyledger.ledger.axon;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;
import org.keyledger.ledger.Views.ConcurrentProjectionException;
import org.keyledger.ledger.axon.EventApplier.EventFollower;

/**
 * Projections that share one segment and one transaction, which includes the token. If one of them fails, the group retries
 * from the last checkpoint; no event is skipped.
 */
public final class ProjectionGroup {

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
     * @param name the name of its checkpoint
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

    /**
     * Applies events to these projections.
     *
     * @param projections objects with event handler methods
     */
    public EventFollower follower(List<?> projections) {
        return new ProjectionFollower(name, this, tokens, new EventHandlers(projections), Ticker.systemTicker());
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

    /**
     * Applies events to all projections of a group, each batch of events in one batch of the views that includes the token. Claims
     * the group's segment, so that no other node does so at the same time.
     */
    private static final class ProjectionFollower implements EventFollower {

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
}
