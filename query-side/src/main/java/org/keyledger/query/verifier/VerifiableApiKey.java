package org.keyledger.query.verifier;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.IpAllowList;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;
import org.keyledger.ledger.annotation.Secret;

/**
 * An API key that is not revoked, with the values that verification needs.
 *
 * @param until when the key stops being accepted: its expiry or the end of its overlap; null if neither is set
 */
record VerifiableApiKey(
        ApiKeyId key,
        TenantId tenant,
        UserId creator,
        Scopes scopes,
        KeyPrefix prefix,
        @Secret(subject = "tenant") Digest secret,
        @Nullable Instant until,
        @PersonalData(subject = "tenant") @Nullable IpAllowList ipAllow,
        @Nullable RateLimit rateLimit) {

    static VerifiableApiKey of(ApiKeyCreated event) {
        return new VerifiableApiKey(
                event.key(),
                event.tenant(),
                event.creator(),
                event.scopes(),
                event.prefix(),
                event.secret(),
                event.expiresAt(),
                event.ipAllow(),
                event.rateLimit());
    }

    VerifiableApiKey rotated(ApiKeyRotated event, Instant time) {
        var end = endAfterRotation(until, event, time);
        return new VerifiableApiKey(key, tenant, creator, scopes, prefix, secret, end, ipAllow, rateLimit);
    }

    /**
     * The end of acceptance after a rotation. A rotation without overlap ends it permanently, regardless of later
     * changes of the clock.
     */
    static Instant endAfterRotation(@Nullable Instant until, ApiKeyRotated event, Instant time) {
        var end = event.refusedFrom().isAfter(time) ? event.refusedFrom() : Instant.EPOCH;
        return until != null && until.isBefore(end) ? until : end;
    }
}
