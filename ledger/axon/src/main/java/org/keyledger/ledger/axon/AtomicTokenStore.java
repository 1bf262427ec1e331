package org.keyledger.ledger.axon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.function.UnaryOperator;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.AtomicStore.Durability;

/**
 * Tokens of reactions and consumers in the atomic store. A processor has one segment: entry {@code token/<processor>} lists
 * it and entry {@code token/<processor>/0} is its {@link TokenEntry}. Tokens are durable, and a rebuild of read models does
 * not change them.
 */
final class AtomicTokenStore implements TokenStore {

    private static final String PREFIX = "token/";
    private static final int SEGMENT = 0;
    private static final byte[] SEGMENTS = Integer.toString(SEGMENT).getBytes(UTF_8);

    private final AtomicStore store;
    private final ClaimOwner claimOwner;

    AtomicTokenStore(AtomicStore store, ClaimOwner claimOwner) {
        this.store = store;
        this.claimOwner = claimOwner;
    }

    /** Removes the entries of a processor, which must not be running. */
    static void deleteTokens(String processor, AtomicStore store) {
        for (String key : List.of(key(processor, SEGMENT), PREFIX + processor)) {
            store.get(key).ifPresent(value -> store.remove(key, value));
        }
    }

    @Override
    public boolean requiresExplicitSegmentInitialization() {
        return true;
    }

    @Override
    public void initializeTokenSegments(String processor, int segments, @Nullable TrackingToken initial) {
        if (segments != 1) {
            throw new IllegalArgumentException("a reaction group must have 1 segment, not " + segments);
        }
        if (fetchSegments(processor).length > 0) {
            throw new UnableToClaimTokenException("processor " + processor + " already has a segment");
        }
        store.putIfAbsent(
                key(processor, SEGMENT),
                TokenEntry.unclaimed(initial, claimOwner.now()).toJson(),
                Durability.DURABLE);
        store.putIfAbsent(PREFIX + processor, SEGMENTS, Durability.DURABLE);
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String processor, int segment) {
        update(processor, segment, entry -> requireOwned(entry, processor).withToken(token, claimOwner.now()));
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processor, int segment) {
        return update(processor, segment, entry -> claimOwner.claim(entry, processor))
                .token();
    }

    @Override
    public void extendClaim(String processor, int segment) {
        update(processor, segment, entry -> claimOwner.claim(requireOwned(entry, processor), processor));
    }

    @Override
    public void releaseClaim(String processor, int segment) {
        update(processor, segment, entry -> claimOwner.owns(entry) ? entry.released(claimOwner.now()) : entry);
    }

    @Override
    public int[] fetchSegments(String processor) {
        return store.get(PREFIX + processor).isPresent() ? new int[] {SEGMENT} : new int[0];
    }

    @Override
    public List<Segment> fetchAvailableSegments(String processor) {
        return store.get(PREFIX + processor)
                .flatMap(segments -> store.get(key(processor, SEGMENT)))
                .map(TokenEntry::fromJson)
                .filter(claimOwner::mayClaim)
                .map(entry -> List.of(Segment.ROOT_SEGMENT))
                .orElseGet(List::of);
    }

    private TokenEntry update(String processor, int segment, UnaryOperator<TokenEntry> change) {
        String key = key(processor, segment);
        byte[] found = store.get(key)
                .orElseThrow(
                        () -> new UnableToClaimTokenException("processor " + processor + " has no segment " + segment));
        TokenEntry changed = change.apply(TokenEntry.fromJson(found));
        if (!store.compareAndSet(key, found, changed.toJson(), Durability.DURABLE)) {
            throw new UnableToClaimTokenException("processor " + processor + " was claimed by another node");
        }
        return changed;
    }

    private TokenEntry requireOwned(TokenEntry entry, String processor) {
        if (!claimOwner.owns(entry)) {
            throw new UnableToClaimTokenException("processor " + processor + " is claimed by " + entry.owner());
        }
        return entry;
    }

    private static String key(String processor, int segment) {
        return PREFIX + processor + "/" + segment;
    }
}
