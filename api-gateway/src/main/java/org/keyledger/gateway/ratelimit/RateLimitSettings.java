package org.keyledger.gateway.ratelimit;

import java.time.Duration;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Rate limits: the number of accepted calls in a window of time. */
@ConfigurationProperties("keyledger.limiting")
public record RateLimitSettings(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("20/10m") Rate signUp,
        @DefaultValue("30/1m") Rate logIn,
        @DefaultValue("10/15m") Rate failedLogIn,
        @DefaultValue("30/15m") Rate mailRequest,
        @DefaultValue("5/15m") Rate mail,
        @DefaultValue("5/15m") Rate resetMail,
        @DefaultValue("2/15m") Rate resetMailByRequester,
        @DefaultValue("30/1m") Rate confirm,
        @DefaultValue("300/1m") Rate unknownKey,
        @DefaultValue("60/1m") Rate keyCreation,
        @DefaultValue("60/1m") Rate write,
        @DefaultValue("500/1d") Rate recordedFailure,
        @DefaultValue("20/15m") Rate wrongCode,
        @DefaultValue("5/10m") Rate wrongCodeOfLogIn,
        @DefaultValue("60/1m") Rate signedMint,
        @DefaultValue("10/1h") Rate export) {

    private static final int MAX_FAILED_LOGINS = 100;

    /** How long a partial token lasts. */
    private static final Duration PARTIAL_TOKEN = Duration.ofMinutes(10);

    static final Setting<Boolean> ENABLED = Setting.of(
            "keyledger.limiting.enabled",
            Bound.any("on or off"),
            "`off` disables all rate limits, those of single API keys too. Only for benchmarks.");

    static final Setting<Rate> SIGN_UP = rate("sign-up", "Sign-ups, by client address (IPv6: by its /64 network).");

    static final Setting<Rate> LOG_IN = rate("log-in", "Logins, successful or not, by client address.");

    static final Setting<Rate> FAILED_LOG_IN = Setting.of(
            "keyledger.limiting.failed-log-in",
            Bound.of(
                    Rate.FORM_TEXT + ", and at most " + MAX_FAILED_LOGINS + " calls",
                    rate -> rate.calls() <= MAX_FAILED_LOGINS),
            "Wrong passwords, by account. Unknown e-mail addresses are limited in the same way.");

    static final Setting<Rate> WRONG_CODE = Setting.of(
            "keyledger.limiting.wrong-code",
            Bound.of(
                    Rate.FORM_TEXT + ", and at most " + MAX_FAILED_LOGINS + " calls",
                    rate -> rate.calls() <= MAX_FAILED_LOGINS),
            "Wrong codes of a second factor, recovery codes included, by account.");

    static final Setting<Rate> WRONG_CODE_OF_LOG_IN = Setting.of(
            "keyledger.limiting.wrong-code-of-log-in",
            Bound.of(
                    Rate.FORM_TEXT + ", at most " + MAX_FAILED_LOGINS
                            + " calls, and at least as long as a partial token lasts",
                    rate -> rate.calls() <= MAX_FAILED_LOGINS && rate.window().compareTo(PARTIAL_TOKEN) >= 0),
            "Wrong codes of one log-in: so many end its partial token. Also those of one magic link: after so many none is accepted for it.");

    static final Setting<Rate> MAIL_REQUEST = rate("mail-request", "Calls that request a mail, by client address.");

    static final Setting<Rate> MAIL = rate(
            "mail",
            "Verification mails, also of sign-ups, and mails of a change of address, each by recipient. Above the limit none is sent and the response is the same; `POST /auth/signup` gets 429.");

    static final Setting<Rate> RESET_MAIL = rate(
            "reset-mail",
            "Password reset mails and mails with a magic link, each by recipient. Above the limit none is sent, and the response is the same.");

    static final Setting<Rate> RESET_MAIL_BY_REQUESTER = rate(
            "reset-mail-by-requester",
            "Password reset mails and mails with a magic link, each by recipient and client address. Above the limit none is sent, and the response is the same.");

    static final Setting<Rate> CONFIRM = rate("confirm", "Tokens of mailed links, by client address.");

    static final Setting<Rate> UNKNOWN_KEY =
            rate("unknown-key", "Checks of unknown or ended keys and tokens, by client address.");

    static final Setting<Rate> KEY_CREATION = rate("key-creation", "Created and rotated API keys, by tenant.");

    static final Setting<Rate> RECORDED_FAILURE = rate(
            "recorded-failure",
            "Failed log-ins that are recorded, by client address. Above the limit none is, with or without an account.");

    static final Setting<Rate> WRITE =
            rate("write", "Calls that can append to the ledger, by account. Calls that end something are not limited.");

    static final Setting<Rate> EXPORT = rate("export", "Exports of the data of an account, by account.");

    static final Setting<Rate> SIGNED_MINT =
            rate("signed-mint", "Tokens minted with a signature or renewed with their refresh token, by signing key.");

    public RateLimitSettings {
        FAILED_LOG_IN.require(failedLogIn);
        WRONG_CODE.require(wrongCode);
        WRONG_CODE_OF_LOG_IN.require(wrongCodeOfLogIn);
    }

    private static Setting<Rate> rate(String name, String meaning) {
        return Setting.of("keyledger.limiting." + name, Bound.any(Rate.FORM_TEXT), meaning);
    }
}
