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
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyIssued;
import org.keyledger.kernel.apikey.ApiKeyEvent.SigningKeyRegistered;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyLifetime;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.SigningPublicKey;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.annotation.Secret;

/**
 * A key that is not revoked, as the verifier's view stores it: with prefix and secret, or with a public key.
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
        @Nullable KeyPrefix prefix,
        @Secret(subject = "tenant") @Nullable Digest secret,
        @Nullable SigningPublicKey publicKey,
        long created,
        long confirmed,
        CredentialVersion credential,
        @Nullable Instant until) {

    static VerifiableApiKey of(ApiKeyIssued event, Position position) {
        var created = event instanceof ApiKeyCreated it ? it : null;
        return new VerifiableApiKey(
                event.key(),
                event.tenant(),
                event.creator(),
                event.owner(),
                event.grant().access(),
                created == null ? null : created.prefix(),
                created == null ? null : created.secret(),
                event instanceof SigningKeyRegistered registered ? registered.publicKey() : null,
                position.value(),
                0,
                event.credential(),
                event.grant().expiresAt());
    }

    boolean hasSecret(Digest presented) {
        return secret != null && secret.matches(presented);
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
                publicKey,
                created,
                confirmedAt,
                credential,
                acceptedUntil);
    }

    ActiveApiKey toActive() {
        return new ActiveApiKey(key, tenant, creator, owner, access, until);
    }
}
