package org.keyledger.kernel.apikey;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;
import org.keyledger.ledger.annotation.Secret;

/** Events of an API key. */
public sealed interface ApiKeyEvent {

    ApiKeyId key();

    /** Created with a secret that only its holder has; {@code secret} is SHA-256 of it. */
    record ApiKeyCreated(
            ApiKeyId key,
            TenantId tenant,
            UserId creator,
            Label label,
            Scopes scopes,
            Environment environment,
            KeyPrefix prefix,
            String lastFour,
            @Secret(subject = "tenant") Digest secret,
            @Nullable Instant expiresAt,
            @Nullable ApiKeyId rotatedFrom,
            @PersonalData(subject = "tenant") @Nullable IpAllowList ipAllow,
            @Nullable RateLimit rateLimit)
            implements ApiKeyEvent {}

    /** Replaced by {@code successor}; refused from {@code refusedFrom} on. */
    record ApiKeyRotated(ApiKeyId key, ApiKeyId successor, Instant refusedFrom) implements ApiKeyEvent {}

    record ApiKeyRevoked(ApiKeyId key) implements ApiKeyEvent {}
}
