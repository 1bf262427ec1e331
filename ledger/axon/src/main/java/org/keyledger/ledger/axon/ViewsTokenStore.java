package org.keyledger.ledger.axon;

import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Checkpoint;

/**
 * The token of one projection group, which has one segment: stored with what the projections write, in the same batch.
 * Claims keep two nodes from taking turns; that no event counts twice is the batch's guard alone.
 */
final class ViewsTokenStore implements TokenStore {

    private static final int SEGMENT = 0;

    private final Views views;
    private final ProjectionTransactions transactions;
    private final ProjectionStatus status;
    private final ClaimOwner claimOwner;
    private final int epoch;

    ViewsTokenStore(
            Views views, ProjectionTransactions transactions, ProjectionStatus status, ClaimOwner node, int epoch) {
        this.views = views;
        this.transactions = transactions;
        this.status = status;
        this.claimOwner = node;
        this.epoch = epoch;
    }

    @Override
    public void initializeTokenSegments(String group, int segments, @Nullable TrackingToken initial) {
        if (segments != 1) {
            throw new IllegalArgumentException("a projection group has one segment, not " + segments);
        }
        if (views.checkpoint(group).isPresent()) {
            throw new UnableToClaimTokenException(group + " has its segment already");
        }
        transactions.current().expect(Optional.empty());
        transactions.current().saveCheckpoint(toCheckpoint(TokenEntry.unclaimed(initial, claimOwner.now())), false);
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String group, int segment) {
        transactions.current().saveCheckpoint(toCheckpoint(requireClaim(group).at(token, claimOwner.now())), true);
    }

    /** For who fills views that nobody else works on. */
    void storeUnclaimed(TrackingToken token) {
        transactions.current().saveCheckpoint(toCheckpoint(TokenEntry.unclaimed(token, claimOwner.now())), false);
    }

    @Override
    public @Nullable TrackingToken fetchToken(String group, int segment) {
        Checkpoint stored = views.checkpoint(group)
                .filter(it -> segment == SEGMENT)
                .orElseThrow(() -> new UnableToClaimTokenException("no segment " + segment + " of " + group));
        TokenEntry state = TokenEntry.fromJson(stored.token());
        if (!state.mayClaim(claimOwner.nodeId(), claimOwner.now(), claimOwner.claimTimeout())) {
            status.claimLost();
            throw new UnableToClaimTokenException(group + " belongs to " + state.owner());
        }
        transactions.current().expect(Optional.of(stored));
        write(group, state.claimedBy(claimOwner.nodeId(), claimOwner.now()));
        return state.token();
    }

    @Override
    public void extendClaim(String group, int segment) {
        write(group, requireClaim(group).claimedBy(claimOwner.nodeId(), claimOwner.now()));
    }

    @Override
    public void releaseClaim(String group, int segment) {
        Optional<Checkpoint> stored = views.checkpoint(group);
        if (stored.filter(it -> TokenEntry.fromJson(it.token()).ownedBy(claimOwner.nodeId()))
                .isPresent()) {
            transactions.current().expect(stored);
            write(group, TokenEntry.fromJson(stored.get().token()).released(claimOwner.now()));
        }
    }

    @Override
    public boolean requiresExplicitSegmentInitialization() {
        return true;
    }

    @Override
    public int[] fetchSegments(String group) {
        return views.checkpoint(group).isPresent() ? new int[] {SEGMENT} : new int[0];
    }

    @Override
    public List<Segment> fetchAvailableSegments(String group) {
        return views.checkpoint(group)
                .map(it -> TokenEntry.fromJson(it.token()))
                .filter(state -> state.mayClaim(claimOwner.nodeId(), claimOwner.now(), claimOwner.claimTimeout()))
                .map(state -> List.of(Segment.ROOT_SEGMENT))
                .orElseGet(List::of);
    }

    private TokenEntry requireClaim(String group) {
        return transactions
                .current()
                .checkpoint()
                .map(it -> TokenEntry.fromJson(it.token()))
                .filter(state -> state.ownedBy(claimOwner.nodeId()))
                .orElseThrow(
                        () -> new UnableToClaimTokenException(group + " is not claimed by " + claimOwner.nodeId()));
    }

    private void write(String group, TokenEntry state) {
        try {
            transactions.current().saveCheckpoint(toCheckpoint(state), state.ownedBy(claimOwner.nodeId()));
        } catch (Views.ConcurrentProjectionException e) {
            throw new UnableToClaimTokenException(group + " was claimed by another node", e);
        }
    }

    private Checkpoint toCheckpoint(TokenEntry state) {
        return new Checkpoint(
                TrackingTokens.next(state.token()), state.withEpoch(epoch).toJson());
    }
}
