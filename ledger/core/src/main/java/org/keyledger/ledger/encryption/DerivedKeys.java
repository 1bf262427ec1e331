package org.keyledger.ledger.encryption;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import javax.crypto.SecretKey;

/**
 * Cached keys that were derived from keys of subjects. A derivation depends on nothing but its keys, which the caller finds
 * first, so a cached key is never outdated; it is only removed because it must not stay in memory after its subject.
 */
final class DerivedKeys {

    private static final int MAX_KEYS = 10_000;

    private final Cache<KeyDerivation, SecretKey> cache;
    private volatile int clears;

    DerivedKeys(Duration maxAge, Ticker ticker) {
        this.cache = Caffeine.newBuilder()
                .expireAfterWrite(maxAge)
                .maximumSize(MAX_KEYS)
                .ticker(ticker)
                .executor(Runnable::run)
                .build();
    }

    /** The argument for {@link #get}; must be called before the keys of the derivation are found. */
    int clears() {
        return clears;
    }

    /** Must be called after a key of a subject was destroyed. */
    synchronized void clear() {
        clears++;
        cache.invalidateAll();
    }

    SecretKey get(KeyDerivation derivation, int clearsBefore) {
        SecretKey cached = cache.getIfPresent(derivation);
        if (cached != null) {
            return cached;
        }
        SecretKey key = derivation.derive();
        cacheUnlessCleared(derivation, key, clearsBefore);
        return key;
    }

    /** A key that was found before the last call of {@link #clear} may be a destroyed one. */
    private synchronized void cacheUnlessCleared(KeyDerivation derivation, SecretKey key, int clearsBefore) {
        if (clears == clearsBefore) {
            cache.put(derivation, key);
        }
    }
}
