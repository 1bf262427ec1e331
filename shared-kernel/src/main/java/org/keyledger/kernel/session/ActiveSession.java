package org.keyledger.kernel.session;

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
 * @param generation the generation of the current refresh token, from 1
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
        Instant endsAt) {}
