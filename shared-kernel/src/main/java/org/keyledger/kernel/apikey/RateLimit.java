package org.keyledger.kernel.apikey;

/**
 * How often a key may be used.
 *
 * @param limit uses in each window: 1 to 1,000,000
 * @param windowSeconds how long a window is: a second to a day
 */
public record RateLimit(int limit, int windowSeconds) {

    private static final int MOST = 1_000_000;
    private static final int LONGEST = 86_400;

    /** @throws IllegalArgumentException unless both are within their bounds */
    public RateLimit {
        if (limit < 1 || limit > MOST || windowSeconds < 1 || windowSeconds > LONGEST) {
            throw new IllegalArgumentException("has a limit of 1 to " + MOST + " in window_seconds of 1 to " + LONGEST);
        }
    }
}
