package org.keyledger.kernel.user;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.tenant.TenantId;

/** What a user may see of themself. */
public record UserProfile(
        UserId id,
        TenantId tenant,
        EmailAddress email,
        @Nullable DisplayName name,
        @Nullable Instant emailVerifiedAt,
        Instant createdAt,
        Instant updatedAt) {}
