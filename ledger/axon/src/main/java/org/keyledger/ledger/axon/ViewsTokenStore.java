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
 * The token of a projection group with one segment, stored in the same batch as the changes of its projections. Claims only
 * keep two nodes from alternating; the checkpoint of the batch guarantees that no event is handled twice.
 */
final class ViewsTokenStore implements TokenStore {

    private static final int SEGMENT = 0;

    private final Views views;
    private final ProjectionTransactions transactions;
    private final ProjectionStatus status;
    private final ClaimOwner claimOwner;
    private final int epoch;

    ViewsTokenStore(
            Views views,
            ProjectionTransactions transactions,
            ProjectionStatus status,
            ClaimOwner claimOwner,
            int epoch) {
        this.views = views;
        this.transactions = transactions;
        this.status = status;
        this.claimOwner = claimOwner;
        this.epoch = epoch;
    }

    @Override
    public boolean requiresExplicitSegmentInitialization() {
        return true;
    }

    @Override
    public void initializeTokenSegments(String group, int segments, @Nullable TrackingToken initial) {
        if (segments != 1) {
            throw new IllegalArgumentException("a projection group must have 1 segment, not " + segments);
        }
        if (views.checkpoint(group).isPresent()) {
            throw new UnableToClaimTokenException("projection group " + group + " already has a segment");
        }
        transactions.current().expect(Optional.empty());
        storeUnclaimed(initial);
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String group, int segment) {
        TokenEntry entry = requireClaim(group).withToken(token, claimOwner.now());
        transactions.current().saveCheckpoint(toCheckpoint(entry), true);
    }

    /** Stores the token of a group that no node claims. */
    void storeUnclaimed(@Nullable TrackingToken token) {
        transactions.current().saveCheckpoint(toCheckpoint(TokenEntry.unclaimed(token, claimOwner.now())), false);
    }

    @Override
    public @Nullable TrackingToken fetchToken(String group, int segment) {
        Checkpoint stored = views.checkpoint(group)
                .filter(it -> segment == SEGMENT)
                .orElseThrow(() ->
                        new UnableToClaimTokenException("projection group " + group + " has no segment " + segment));
        TokenEntry entry = entryOf(stored);
        if (!claimOwner.mayClaim(entry)) {
            status.claimLost();
        }
        TokenEntry claimed = claimOwner.claim(entry, group);
        transactions.current().expect(Optional.of(stored));
        save(group, claimed);
        return entry.token();
    }

    @Override
    public void extendClaim(String group, int segment) {
        save(group, requireClaim(group).claimedBy(claimOwner.nodeId(), claimOwner.now()));
    }

    @Override
    public void releaseClaim(String group, int segment) {
        Optional<Checkpoint> stored = views.checkpoint(group);
        stored.map(ViewsTokenStore::entryOf).filter(claimOwner::owns).ifPresent(entry -> {
            transactions.current().expect(stored);
            save(group, entry.released(claimOwner.now()));
        });
    }

    @Override
    public int[] fetchSegments(String group) {
        return views.checkpoint(group).isPresent() ? new int[] {SEGMENT} : new int[0];
    }

    @Override
    public List<Segment> fetchAvailableSegments(String group) {
        return views.checkpoint(group)
                .map(ViewsTokenStore::entryOf)
                .filter(claimOwner::mayClaim)
                .map(entry -> List.of(Segment.ROOT_SEGMENT))
                .orElseGet(List::of);
    }

    private TokenEntry requireClaim(String group) {
        return transactions
                .current()
                .checkpoint()
                .map(ViewsTokenStore::entryOf)
                .filter(claimOwner::owns)
                .orElseThrow(() -> new UnableToClaimTokenException(
                        "projection group " + group + " is not claimed by " + claimOwner.nodeId()));
    }

    private void save(String group, TokenEntry entry) {
        try {
            transactions.current().saveCheckpoint(toCheckpoint(entry), claimOwner.owns(entry));
        } catch (Views.ConcurrentProjectionException e) {
            throw new UnableToClaimTokenException("projection group " + group + " was claimed by another node", e);
        }
    }

    private static TokenEntry entryOf(Checkpoint checkpoint) {
        return TokenEntry.fromJson(checkpoint.token());
    }

    private Checkpoint toCheckpoint(TokenEntry entry) {
        return new Checkpoint(
                TrackingTokens.next(entry.token()), entry.withEpoch(epoch).toJson());
    }
}
