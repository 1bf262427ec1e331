package org.keyledger.command.user;

import java.time.Duration;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;

/**
 * Settings of mailed links: their lifetimes.
 *
 * @param lifetime of a link that verifies an e-mail address
 * @param resetLifetime of a link that sets a new password
 */
record MailedLinkSettings(Duration lifetime, Duration resetLifetime) {

    private static final Bound<Duration> UP_TO_A_MONTH = Bound.positiveDurationUpTo(Duration.ofDays(30));

    static final Setting<Duration> VERIFICATION_LIFETIME = Setting.of(
            "keyledger.verification.lifetime", UP_TO_A_MONTH, "Lifetime of a mailed link that verifies an address.");

    static final Setting<Duration> RESET_LIFETIME = Setting.of(
            "keyledger.password-reset.lifetime", UP_TO_A_MONTH, "Lifetime of a mailed link that sets a new password.");

    static final MailedLinkSettings DEFAULTS = new MailedLinkSettings(Duration.ofHours(24), Duration.ofHours(24));

    MailedLinkSettings {
        VERIFICATION_LIFETIME.require(lifetime);
        RESET_LIFETIME.require(resetLifetime);
    }
}
