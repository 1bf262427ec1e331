package org.keyledger.kernel.apikey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/**
 * A key that is accepted at this moment.
 *
 * @param acceptedUntil when it stops being accepted by itself, if it does
 * @param ipAllow where it is accepted from; from anywhere if absent
 * @param rateLimit how often; as often as it is used if absent
 */
public record ActiveApiKey(
        ApiKeyId key,
        TenantId tenant,
        UserId creator,
        Scopes scopes,
        @Nullable Instant acceptedUntil,
        @Nullable IpAllowList ipAllow,
        @Nullable RateLimit rateLimit) {}
