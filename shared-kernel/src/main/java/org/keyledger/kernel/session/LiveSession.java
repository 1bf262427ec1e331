package org.keyledger.kernel.session;

import java.time.Instant;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/** A session that is alive at this moment. */
public record LiveSession(SessionId session, UserId user, TenantId tenant, boolean remembered, Instant endsAt) {}
