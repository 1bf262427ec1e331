package org.keyledger.kernel.apikey;

/**
 * How often a key may be used.
 *
 * @param limit uses per window: 1 to 1,000,000
 * @param windowSeconds length of a window in seconds: 1 to 86,400
 */
public record RateLimit(int limit, int windowSeconds) {

    private static final int MAX_LIMIT = 1_000_000;
    private static final int MAX_WINDOW_SECONDS = 86_400;

    /** @throws IllegalArgumentException if one of the two is out of its bounds */
    public RateLimit {
        if (limit < 1 || limit > MAX_LIMIT || windowSeconds < 1 || windowSeconds > MAX_WINDOW_SECONDS) {
            throw new IllegalArgumentException("limit must be between 1 and " + MAX_LIMIT
                    + " and window_seconds between 1 and " + MAX_WINDOW_SECONDS);
        }
    }
}
