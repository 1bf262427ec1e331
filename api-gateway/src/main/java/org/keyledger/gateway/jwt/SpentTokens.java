package org.keyledger.gateway.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.keyledger.kernel.Digest;

/**
 * Digests of authentic tokens that this process refused, so that they stay refused if the clock is set back. Bounded,
 * and in memory only. Callers must verify the signature first, or clients could fill it with made-up tokens.
 */
public final class SpentTokens {

    private static final int MAX_TOKENS = 100_000;

    private final Cache<Digest, Boolean> tokens = Caffeine.newBuilder()
            .maximumSize(MAX_TOKENS)
            .executor(Runnable::run)
            .build();

    private SpentTokens() {}

    public static SpentTokens empty() {
        return new SpentTokens();
    }

    public void add(Digest token) {
        tokens.put(token, true);
    }

    public boolean contains(Digest token) {
        return tokens.getIfPresent(token) != null;
    }
}
