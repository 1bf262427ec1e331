package org.keyledger.kernel.apikey;

/**
 * How often a key may be used.
 *
 * @param limit uses in each window: 1 to 1,000,000
 * @param windowSeconds how long a window is: a second to a day
 */
public record RateLimit(int limit, int windowSeconds) {

    private static final int MAX_LIMIT = 1_000_000;
    private static final int MAX_WINDOW_SECONDS = 86_400;

    /** @throws IllegalArgumentException unless both are within their bounds */
    public RateLimit {
        if (limit < 1 || limit > MAX_LIMIT || windowSeconds < 1 || windowSeconds > MAX_WINDOW_SECONDS) {
            throw new IllegalArgumentException(
                    "has a limit of 1 to " + MAX_LIMIT + " in window_seconds of 1 to " + MAX_WINDOW_SECONDS);
        }
    }
}
