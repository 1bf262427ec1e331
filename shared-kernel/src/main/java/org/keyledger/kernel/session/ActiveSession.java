package org.keyledger.kernel.session;

import java.time.Instant;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/**
 * A session that is alive at this moment.
 *
 * @param credential the user's version at this moment; the session may have been started on an older one that kept it
 * @param generation of the one refresh token that is current, from 1
 */
public record ActiveSession(
        SessionId session,
        UserId user,
        TenantId tenant,
        CredentialVersion credential,
        boolean remembered,
        int generation,
        Instant startedAt,
        Instant endsAt) {}
