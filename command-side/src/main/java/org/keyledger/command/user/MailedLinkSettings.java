package org.keyledger.command.user;

import java.time.Duration;

/**
 * How long mailed links are good.
 *
 * @param lifetime of one that proves an address
 * @param resetLifetime of one that sets a new password
 */
record MailedLinkSettings(Duration lifetime, Duration resetLifetime) {

    private static final Duration MAX_LIFETIME = Duration.ofDays(30);

    static final MailedLinkSettings DEFAULTS = new MailedLinkSettings(Duration.ofHours(24), Duration.ofHours(24));

    MailedLinkSettings {
        check("verification", lifetime);
        check("reset", resetLifetime);
    }

    private static void check(String kind, Duration lifetime) {
        if (lifetime.isNegative() || lifetime.isZero() || lifetime.compareTo(MAX_LIFETIME) > 0) {
            throw new IllegalArgumentException(
                    "a %s link must be good for more than nothing and at most 30 days, not %s"
                            .formatted(kind, lifetime));
        }
    }
}
