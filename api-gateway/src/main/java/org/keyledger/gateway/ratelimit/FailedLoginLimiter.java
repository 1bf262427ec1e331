package org.keyledger.gateway.ratelimit;

import java.util.function.BooleanSupplier;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.AttemptLimiter.AttemptLimit;
import org.keyledger.kernel.emailclaim.EmailHmac;

/** Limits the wrong passwords per account, also for parallel attempts. */
public final class FailedLoginLimiter {

    private static final String POLICY = "failed-log-in";

    private final AttemptLimiter attempts;
    private final KnownDevices devices;
    private final RateLimitSettings settings;

    FailedLoginLimiter(AttemptLimiter attempts, KnownDevices devices, RateLimitSettings settings) {
        this.attempts = attempts;
        this.devices = devices;
        this.settings = settings;
    }

    /**
     * Checks a password within the limit. Addresses without an account are limited in the same way. A device that gave
     * the right password before has a limit of its own: strangers must not keep an owner out.
     *
     * @param client an IPv4 address or the /64 network of an IPv6 address
     * @param passwordCheck true if the password is right
     * @return the result of the check
     * @throws ProblemException 429 if too many passwords were wrong, 503 if the store is unavailable; in both cases the
     *     password is not checked
     */
    public boolean checkAttempt(EmailHmac account, String client, BooleanSupplier passwordCheck) {
        if (!settings.enabled()) {
            return passwordCheck.getAsBoolean();
        }
        var device = devices.isKnown(account, client) ? " " + client : "";
        var limit = new AttemptLimit(POLICY, account.value() + device, settings.failedLogIn());
        var right = attempts.check(limit, passwordCheck::getAsBoolean, matches -> !matches);
        if (right) {
            devices.add(account, client);
        }
        return right;
    }
}
