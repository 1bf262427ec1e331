package org.keyledger.gateway.authentication;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.keyledger.gateway.clientaddress.ClientAddressFilter;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.kernel.apikey.ActiveApiKey;

/** Enforces the address allow-list and the rate limit of an active key; most keys have neither. */
public final class ApiKeyRestrictions {

    private static final String POLICY = "api-key";

    private final RateLimiter limiter;

    ApiKeyRestrictions(RateLimiter limiter) {
        this.limiter = limiter;
    }

    /** @throws org.keyledger.gateway.problem.ProblemException 403 from another address, 429 above the rate limit */
    void enforce(ActiveApiKey key, HttpServletRequest request) {
        requireAllowedAddress(key, request);
        count(key);
    }

    /** @throws org.keyledger.gateway.problem.ProblemException 403 {@code address-not-allowed} */
    public void requireAllowedAddress(ActiveApiKey key, HttpServletRequest request) {
        var addresses = key.access().ipAllow();
        if (addresses != null && !addresses.allows(ClientAddressFilter.of(request))) {
            throw Problem.ADDRESS_NOT_ALLOWED.toException();
        }
    }

    /** @throws org.keyledger.gateway.problem.ProblemException 429 above the rate limit of the key */
    public void count(ActiveApiKey key) {
        var limit = key.access().rateLimit();
        if (limit != null) {
            var window = Duration.ofSeconds(limit.windowSeconds());
            limiter.admit(POLICY, limit.limit(), window, key.key().toString());
        }
    }
}
