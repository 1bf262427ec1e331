package org.keyledger.command.user;

import java.time.Duration;

/**
 * How an address is proved.
 *
 * @param lifetime how long a mailed link is good for
 */
record VerificationSettings(Duration lifetime) {

    private static final Duration LONGEST = Duration.ofDays(30);

    static final VerificationSettings DEFAULTS = new VerificationSettings(Duration.ofHours(24));

    VerificationSettings {
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "a verification link must be good for more than nothing and at most 30 days, not " + lifetime);
        }
    }
}
