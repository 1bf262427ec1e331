package org.keyledger.kernel.apikey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/**
 * An API key that is accepted now.
 *
 * @param acceptedUntil when the key stops being accepted without a further event; null if it does not expire
 * @param ipAllow the addresses from which the key is accepted; null for any address
 * @param rateLimit how often the key may be used; null for no limit
 */
public record ActiveApiKey(
        ApiKeyId key,
        TenantId tenant,
        UserId creator,
        Scopes scopes,
        @Nullable Instant acceptedUntil,
        @Nullable IpAllowList ipAllow,
        @Nullable RateLimit rateLimit) {}
