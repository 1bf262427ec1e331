package org.keyledger.gateway.ratelimit;

import java.util.Locale;
import java.util.function.Function;

/** The rate limits with a setting; each counts calls by the subject that its comment names. */
public enum Limit {
    /** By client address. */
    SIGN_UP(RateLimitSettings::signUp),

    /** By client address, successful or not. */
    LOG_IN(RateLimitSettings::logIn),

    /** By client address: requests for a mail. */
    MAIL_REQUEST(RateLimitSettings::mailRequest),

    /**
     * By recipient and kind of mail: verifications, and requested changes of address. Above the limit no mail is sent and
     * the response is the same.
     */
    MAIL(RateLimitSettings::mail),

    /**
     * By recipient: password reset mails and mails with a magic link, each apart from other mails, so that those cannot keep
     * an owner out.
     */
    RESET_MAIL(RateLimitSettings::resetMail),

    /** By recipient and client address: the password reset mails and the magic links that one requester can cause. */
    RESET_MAIL_BY_REQUESTER(RateLimitSettings::resetMailByRequester),

    /** By client address: tokens of mailed links. */
    CONFIRM(RateLimitSettings::confirm),

    /** By client address: unknown or ended API keys and tokens. */
    UNKNOWN_KEY(RateLimitSettings::unknownKey),

    /** By tenant: API keys that are created, also by a rotation. */
    KEY_CREATION(RateLimitSettings::keyCreation),

    /** By client address: failed log-ins that are recorded; those above the limit are answered and not recorded. */
    RECORDED_FAILURE(RateLimitSettings::recordedFailure),

    /** By signing key: tokens that it mints with a signature or renews with a refresh token. */
    SIGNED_MINT(RateLimitSettings::signedMint),

    /** By user: exports of personal data. */
    EXPORT(RateLimitSettings::export),

    /** By user: calls that can append to the ledger. */
    WRITE(RateLimitSettings::write);

    private final Function<RateLimitSettings, Rate> rate;

    Limit(Function<RateLimitSettings, Rate> rate) {
        this.rate = rate;
    }

    Rate rate(RateLimitSettings settings) {
        return rate.apply(settings);
    }

    /** The policy name in {@code RateLimit}, for example {@code sign-up}. */
    String policy() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
