package org.keyledger.query.apikey;

import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.Optional;
import org.keyledger.kernel.ErasureListener;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecentWrites;

/**
 * The state of keys whose events the projection has just handled, so that the response of a write need not decrypt the
 * events again. It contains labels in plain text, so all are dropped at an erasure, and each after a minute at most.
 */
final class RecentApiKeys implements ErasureListener {

    private static final int MAX_KEYS = 10_000;
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final RecentWrites<ApiKeyId, Entry> entries = RecentWrites.of(MAX_KEYS, MAX_AGE, Ticker.systemTicker());

    /**
     * @param lastSequence of the last event that the state contains; the first event of an aggregate has 0
     * @param position of that event
     */
    private record Entry(long lastSequence, Position position, ApiKeyView key) {}

    /** Records the state after the first event of a key. */
    void created(ApiKeyView key, Position position) {
        entries.put(key.key(), new Entry(0, position, key));
    }

    /**
     * Records the state after another event of a key, if the state before it is known. An event that is handled again is
     * not counted twice.
     *
     * @return the key
     */
    ApiKeyView changed(ApiKeyView key, Position position) {
        entries.replace(
                key.key(),
                before -> before.position().isBefore(position)
                        ? new Entry(before.lastSequence() + 1, position, key)
                        : before);
        return key;
    }

    /** The key; empty unless its state contains all events up to this sequence. */
    Optional<ApiKeyView> find(ApiKeyId key, long lastSequence) {
        return Optional.ofNullable(entries.get(key))
                .filter(entry -> entry.lastSequence() == lastSequence)
                .map(Entry::key);
    }

    @Override
    public void onErased() {
        entries.clear();
    }
}
