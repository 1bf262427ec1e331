package org.keyledger.kernel.apikey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/**
 * An API key that is accepted now.
 *
 * @param owner whom it acts for
 * @param acceptedUntil when it stops being accepted without a further event: it expires, or its overlap ends
 */
public record ActiveApiKey(
        ApiKeyId key,
        TenantId tenant,
        UserId creator,
        KeyOwner owner,
        ApiKeyAccess access,
        @Nullable Instant acceptedUntil) {}
