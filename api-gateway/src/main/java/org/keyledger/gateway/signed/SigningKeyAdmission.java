package org.keyledger.gateway.signed;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.keyledger.gateway.authentication.ApiKeyRestrictions;
import org.keyledger.gateway.clientaddress.ClientAddressFilter;
import org.keyledger.gateway.messaging.RequestContext;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.ratelimit.Limit;
import org.keyledger.gateway.ratelimit.RateLimiter;
import org.keyledger.kernel.CredentialVerifier;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ActiveSigningKey;
import org.keyledger.kernel.apikey.ApiKeyId;

/**
 * Finds signing keys and applies limits: calls with a key by key, refused ones by client address, so that nobody without
 * the private key can use up the limit of a key.
 */
final class SigningKeyAdmission {

    private final CredentialVerifier verifier;
    private final ApiKeyRestrictions restrictions;
    private final RateLimiter limiter;

    SigningKeyAdmission(CredentialVerifier verifier, ApiKeyRestrictions restrictions, RateLimiter limiter) {
        this.verifier = verifier;
        this.restrictions = restrictions;
        this.limiter = limiter;
    }

    /**
     * The active signing key.
     *
     * @param refusal of an unknown or ended key
     * @throws ProblemException 503 {@code verifier-behind} if it is unknown whether the key is active
     */
    ActiveSigningKey require(ApiKeyId key, Problem refusal, HttpServletRequest request) {
        return verifier.findActiveSigningKey(key)
                .orThrowIfUnknown(Problem.VERIFIER_BEHIND::toException)
                .orElseThrow(() -> isAhead(request) ? Problem.VERIFIER_BEHIND.toException() : refuse(refusal, request));
    }

    /** Whether the client was given a later position than the verifier has reached, which may be that of the key. */
    private boolean isAhead(HttpServletRequest request) {
        var position = RequestContext.requestedPosition(request);
        return position.isPresent() && !verifier.awaitEnforced(position.getAsLong(), Duration.ZERO);
    }

    /** Counts a refused call; the exception to throw, or 429 if there were too many from the address. */
    ProblemException refuse(Problem refusal, HttpServletRequest request) {
        limiter.admitIfCountable(
                Limit.UNKNOWN_KEY, ClientAddressFilter.of(request).rateLimitKey());
        return refusal.toException();
    }

    /** @throws ProblemException 403 {@code address-not-allowed} */
    void requireAllowedAddress(ActiveApiKey key, HttpServletRequest request) {
        restrictions.requireAllowedAddress(key, request);
    }

    /** @throws ProblemException 429 above the limit of mints or that of the key */
    void count(ActiveApiKey key) {
        limiter.admit(Limit.SIGNED_MINT, key.key().toString());
        restrictions.count(key);
    }
}
