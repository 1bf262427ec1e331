package org.keyledger.kernel.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.tenant.TenantId;

/** The profile of a user, as the user may see it. */
public record UserProfile(
        UserId id,
        TenantId tenant,
        EmailAddress email,
        @Nullable DisplayName name,
        @Nullable Instant emailVerifiedAt,
        Instant createdAt,
        Instant updatedAt) {}
