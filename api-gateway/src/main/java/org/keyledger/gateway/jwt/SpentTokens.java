package org.keyledger.gateway.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.keyledger.kernel.Digest;

/**
 * Tokens of ours that this process refused because their time was over, so that none of them is good again when the clock
 * is set back. As many as it holds, and as long as the process runs. What we never made has no place here: strangers
 * could fill it.
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
