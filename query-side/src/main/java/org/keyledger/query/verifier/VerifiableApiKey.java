package org.keyledger.query.verifier;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ApiKeyAccess;
import org.keyledger.kernel.apikey.ApiKeyEvent;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyChanged;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyLifetime;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.annotation.Secret;

/**
 * A key that is not revoked, as the verifier's view stores it.
 *
 * @param created position of the event that created it
 * @param confirmed position of the last event that ended a suspension of this key; 0 if there was none
 * @param credential the version of the creator's credential that it was created on
 * @param until when it stops being accepted without a further event: it expires, or its overlap ends
 */
record VerifiableApiKey(
        ApiKeyId key,
        TenantId tenant,
        UserId creator,
        KeyOwner owner,
        @JsonUnwrapped ApiKeyAccess access,
        KeyPrefix prefix,
        @Secret(subject = "tenant") Digest secret,
        long created,
        long confirmed,
        CredentialVersion credential,
        @Nullable Instant until) {

    static VerifiableApiKey of(ApiKeyCreated event, Position position) {
        return new VerifiableApiKey(
                event.key(),
                event.tenant(),
                event.creator(),
                event.owner(),
                event.grant().access(),
                event.prefix(),
                event.secret(),
                position.value(),
                0,
                event.credential(),
                event.grant().expiresAt());
    }

    /** The key after this event; empty once it is revoked. */
    Optional<VerifiableApiKey> after(ApiKeyEvent event, Instant time) {
        if (event instanceof ApiKeyChanged changed) {
            return Optional.of(with(changed.grant().access(), confirmed, until));
        }
        var lifetime = ApiKeyLifetime.until(until).after(event);
        return lifetime.revoked()
                ? Optional.empty()
                : Optional.of(with(access, confirmed, lifetime.acceptedUntil(time)));
    }

    VerifiableApiKey confirmedAt(Position position) {
        return with(access, position.value(), until);
    }

    private VerifiableApiKey with(ApiKeyAccess newAccess, long confirmedAt, @Nullable Instant acceptedUntil) {
        return new VerifiableApiKey(
                key,
                tenant,
                creator,
                owner,
                newAccess,
                prefix,
                secret,
                created,
                confirmedAt,
                credential,
                acceptedUntil);
    }

    ActiveApiKey toActive() {
        return new ActiveApiKey(key, tenant, creator, owner, access, until);
    }
}
