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

    private static final int ONLY = 0;

    private final Views views;
    private final ProjectionTransactions transactions;
    private final ProjectionStatus status;
    private final ClaimOwner node;
    private final int epoch;

    ViewsTokenStore(
            Views views, ProjectionTransactions transactions, ProjectionStatus status, ClaimOwner node, int epoch) {
        this.views = views;
        this.transactions = transactions;
        this.status = status;
        this.node = node;
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
        transactions.current().adopt(Optional.empty());
        transactions.current().moveTo(progress(TokenEntry.unclaimed(initial, node.now())), false);
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String group, int segment) {
        transactions.current().moveTo(progress(mine(group).at(token, node.now())), true);
    }

    /** For who fills views that nobody else works on. */
    void storeUnclaimed(TrackingToken token) {
        transactions.current().moveTo(progress(TokenEntry.unclaimed(token, node.now())), false);
    }

    @Override
    public @Nullable TrackingToken fetchToken(String group, int segment) {
        Checkpoint stored = views.checkpoint(group)
                .filter(it -> segment == ONLY)
                .orElseThrow(() -> new UnableToClaimTokenException("no segment " + segment + " of " + group));
        TokenEntry state = TokenEntry.read(stored.token());
        if (!state.free(node.name(), node.now(), node.claims())) {
            status.lost();
            throw new UnableToClaimTokenException(group + " belongs to " + state.owner());
        }
        transactions.current().adopt(Optional.of(stored));
        write(group, state.claimedBy(node.name(), node.now()));
        return state.token();
    }

    @Override
    public void extendClaim(String group, int segment) {
        write(group, mine(group).claimedBy(node.name(), node.now()));
    }

    @Override
    public void releaseClaim(String group, int segment) {
        Optional<Checkpoint> stored = views.checkpoint(group);
        if (stored.filter(it -> TokenEntry.read(it.token()).ownedBy(node.name()))
                .isPresent()) {
            transactions.current().adopt(stored);
            write(group, TokenEntry.read(stored.get().token()).released(node.now()));
        }
    }

    @Override
    public boolean requiresExplicitSegmentInitialization() {
        return true;
    }

    @Override
    public int[] fetchSegments(String group) {
        return views.checkpoint(group).isPresent() ? new int[] {ONLY} : new int[0];
    }

    @Override
    public List<Segment> fetchAvailableSegments(String group) {
        return views.checkpoint(group)
                .map(it -> TokenEntry.read(it.token()))
                .filter(state -> state.free(node.name(), node.now(), node.claims()))
                .map(state -> List.of(Segment.ROOT_SEGMENT))
                .orElseGet(List::of);
    }

    private TokenEntry mine(String group) {
        return transactions
                .current()
                .known()
                .map(it -> TokenEntry.read(it.token()))
                .filter(state -> state.ownedBy(node.name()))
                .orElseThrow(() -> new UnableToClaimTokenException(group + " is not claimed by " + node.name()));
    }

    private void write(String group, TokenEntry state) {
        try {
            transactions.current().moveTo(progress(state), state.ownedBy(node.name()));
        } catch (Views.ConcurrentProjectionException e) {
            throw new UnableToClaimTokenException(group + " was claimed by another node", e);
        }
    }

    private Checkpoint progress(TokenEntry state) {
        return new Checkpoint(
                TrackingTokens.next(state.token()), state.in(epoch).bytes());
    }
}
