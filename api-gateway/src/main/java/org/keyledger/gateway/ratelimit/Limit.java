package org.keyledger.gateway.ratelimit;

import java.util.Locale;
import java.util.function.Function;

/** Everything that is limited by a setting; what of whom is counted is said where it is. */
public enum Limit {
    /** By client address. */
    SIGN_UP(RateLimitSettings::signUp),

    /** By client address, right or wrong. */
    LOG_IN(RateLimitSettings::logIn),

    /** By client address: asking for any mail. */
    MAIL_REQUEST(RateLimitSettings::mailRequest),

    /** By recipient: mails that strangers can cause. Over it nothing is sent, and the answer is the same. */
    MAIL(RateLimitSettings::mail),

    /** By client address: tokens of reset, verification and magic links. */
    CONFIRM(RateLimitSettings::confirm),

    /** By client address: keys and tokens that are not alive. */
    UNKNOWN_KEY(RateLimitSettings::unknownKey),

    /** By tenant. */
    KEY_CREATION(RateLimitSettings::keyCreation);

    private final Function<RateLimitSettings, Rate> rate;

    Limit(Function<RateLimitSettings, Rate> rate) {
        this.rate = rate;
    }

    Rate rate(RateLimitSettings settings) {
        return rate.apply(settings);
    }

    /** How it is called in {@code RateLimit}: {@code sign-up}. */
    String policy() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
