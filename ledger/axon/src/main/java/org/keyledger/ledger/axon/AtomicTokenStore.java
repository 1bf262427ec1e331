package org.keyledger.ledger.axon;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.TokenStore;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.UnableToInitializeTokenException;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.AtomicStore.Durability;

/**
 * Tokens in cells, for reactions and consumers: one cell for each segment, one more for the list of them. They are
 * durable, and no rebuild of read models touches them.
 */
public final class AtomicTokenStore implements TokenStore {

    private static final String PREFIX = "token/";

    private final AtomicStore store;
    private final ClaimOwner claimOwner;

    public AtomicTokenStore(AtomicStore cells, ClaimOwner node) {
        this.store = cells;
        this.claimOwner = node;
    }

    /** Removes every cell of a processor that does not run. */
    static void deleteTokens(String processor, AtomicStore cells) {
        var list = PREFIX + processor;
        cells.get(list).ifPresent(segments -> {
            for (var segment : decodeSegments(segments)) {
                var key = key(processor, segment);
                cells.get(key).ifPresent(held -> cells.remove(key, held));
            }
            cells.remove(list, segments);
        });
    }

    @Override
    public boolean requiresExplicitSegmentInitialization() {
        return true;
    }

    @Override
    public void initializeTokenSegments(String processor, int segments, @Nullable TrackingToken initial) {
        if (fetchSegments(processor).length > 0) {
            throw new UnableToClaimTokenException(processor + " has segments already");
        }
        int[] all = IntStream.range(0, segments).toArray();
        for (int segment : all) {
            store.putIfAbsent(
                    key(processor, segment),
                    TokenEntry.unclaimed(initial, claimOwner.now()).toJson(),
                    Durability.DURABLE);
        }
        store.putIfAbsent(PREFIX + processor, encodeSegments(all), Durability.DURABLE);
    }

    @Override
    public void initializeSegment(@Nullable TrackingToken token, String processor, int segment) {
        byte[] state = TokenEntry.unclaimed(token, claimOwner.now()).toJson();
        boolean known = Arrays.stream(fetchSegments(processor)).anyMatch(it -> it == segment);
        if (known || !Arrays.equals(state, store.putIfAbsent(key(processor, segment), state, Durability.DURABLE))) {
            throw new UnableToInitializeTokenException("segment " + segment + " of " + processor + " is there already");
        }
        changeSegments(processor, all -> Stream.concat(all, Stream.of(segment)));
    }

    @Override
    public void storeToken(@Nullable TrackingToken token, String processor, int segment) {
        change(
                processor,
                segment,
                state -> requireOwned(state, processor, segment).at(token, claimOwner.now()));
    }

    @Override
    public @Nullable TrackingToken fetchToken(String processor, int segment) {
        return change(processor, segment, state -> {
                    if (!state.mayClaim(claimOwner.nodeId(), claimOwner.now(), claimOwner.claimTimeout())) {
                        throw new UnableToClaimTokenException(processor + " belongs to " + state.owner());
                    }
                    return state.claimedBy(claimOwner.nodeId(), claimOwner.now());
                })
                .token();
    }

    @Override
    public void extendClaim(String processor, int segment) {
        change(
                processor,
                segment,
                state -> requireOwned(state, processor, segment).claimedBy(claimOwner.nodeId(), claimOwner.now()));
    }

    @Override
    public void releaseClaim(String processor, int segment) {
        change(
                processor,
                segment,
                state -> state.ownedBy(claimOwner.nodeId()) ? state.released(claimOwner.now()) : state);
    }

    @Override
    public void deleteToken(String processor, int segment) {
        byte[] found = store.get(key(processor, segment))
                .orElseThrow(() -> new UnableToClaimTokenException("no segment " + segment + " of " + processor));
        requireOwned(TokenEntry.fromJson(found), processor, segment);
        changeSegments(processor, all -> all.filter(it -> it != segment));
        if (!store.remove(key(processor, segment), found)) {
            throw new UnableToClaimTokenException(processor + " was claimed by another node");
        }
    }

    @Override
    public int[] fetchSegments(String processor) {
        return store.get(PREFIX + processor)
                .map(AtomicTokenStore::decodeSegments)
                .orElseGet(() -> new int[0]);
    }

    @Override
    public List<Segment> fetchAvailableSegments(String processor) {
        int[] all = fetchSegments(processor);
        return Arrays.stream(all)
                .filter(segment -> store.get(key(processor, segment))
                        .map(TokenEntry::fromJson)
                        .filter(state ->
                                state.mayClaim(claimOwner.nodeId(), claimOwner.now(), claimOwner.claimTimeout()))
                        .isPresent())
                .mapToObj(segment -> Segment.computeSegment(segment, all))
                .toList();
    }

    @Override
    public Optional<String> retrieveStorageIdentifier() {
        byte[] newId = UUID.randomUUID().toString().getBytes(UTF_8);
        return Optional.of(new String(store.putIfAbsent("tokens", newId, Durability.DURABLE), UTF_8));
    }

    private TokenEntry change(String processor, int segment, UnaryOperator<TokenEntry> change) {
        byte[] found = store.get(key(processor, segment))
                .orElseThrow(() -> new UnableToClaimTokenException("no segment " + segment + " of " + processor));
        TokenEntry changed = change.apply(TokenEntry.fromJson(found));
        if (!store.compareAndSet(key(processor, segment), found, changed.toJson(), Durability.DURABLE)) {
            throw new UnableToClaimTokenException(processor + " was claimed by another node");
        }
        return changed;
    }

    private TokenEntry requireOwned(TokenEntry state, String processor, int segment) {
        if (!state.ownedBy(claimOwner.nodeId())) {
            throw new UnableToClaimTokenException(
                    "segment " + segment + " of " + processor + " belongs to " + state.owner());
        }
        return state;
    }

    private void changeSegments(String processor, UnaryOperator<Stream<Integer>> change) {
        String key = PREFIX + processor;
        byte[] before;
        byte[] after;
        do {
            before = store.putIfAbsent(key, encodeSegments(new int[0]), Durability.DURABLE);
            after = encodeSegments(
                    change.apply(Arrays.stream(decodeSegments(before)).boxed())
                            .mapToInt(it -> it)
                            .sorted()
                            .toArray());
        } while (!store.compareAndSet(key, before, after, Durability.DURABLE));
    }

    private static String key(String processor, int segment) {
        return PREFIX + processor + "/" + segment;
    }

    private static byte[] encodeSegments(int[] segments) {
        return Arrays.stream(segments)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(","))
                .getBytes(UTF_8);
    }

    private static int[] decodeSegments(byte[] segments) {
        return Arrays.stream(new String(segments, UTF_8).split(","))
                .filter(it -> !it.isEmpty())
                .mapToInt(Integer::parseInt)
                .toArray();
    }
}
