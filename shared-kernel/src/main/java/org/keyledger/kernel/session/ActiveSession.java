package org.keyledger.kernel.session;

import java.time.Duration;
import java.time.Instant;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/**
 * A session that is active now.
 *
 * @param credential the user's current credential version; the session may have been started at an earlier version if
 *     the change kept it
 * @param authentication how the user proved who they are when it was started
 * @param generation the generation of the current refresh token and session cookie, from 1
 * @param renewedAt when that generation was issued
 */
public record ActiveSession(
        SessionId session,
        UserId user,
        TenantId tenant,
        CredentialVersion credential,
        boolean remembered,
        Authentication authentication,
        int generation,
        Instant startedAt,
        Instant renewedAt,
        Instant endsAt) {

    /**
     * Whether an authentic token of this generation is accepted: the current one, and the one before within the grace
     * period. A later one as well: the service issued it after a commit that the verifier has not applied yet.
     *
     * @param now by the system clock; the absolute difference counts, so that a clock that was set back does not extend
     *     the grace period
     */
    public boolean accepts(int presentedGeneration, Instant now, Duration grace) {
        var replacedJustNow = presentedGeneration == generation - 1
                && Duration.between(renewedAt, now).abs().compareTo(grace) < 0;
        return presentedGeneration >= generation || replacedJustNow;
    }
}
