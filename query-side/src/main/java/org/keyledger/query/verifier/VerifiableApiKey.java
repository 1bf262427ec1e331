package org.keyledger.query.verifier;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.apikey.ActiveApiKey;
import org.keyledger.kernel.apikey.ApiKeyAccess;
import org.keyledger.kernel.apikey.ApiKeyEvent;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyLifetime;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.Secret;

/**
 * A key that is not revoked, as the verifier's view stores it.
 *
 * @param credential the version of the creator's credential that it was created on
 * @param until when it stops being accepted without a further event: it expires, or its overlap ends
 */
record VerifiableApiKey(
        ApiKeyId key,
        TenantId tenant,
        UserId creator,
        @JsonUnwrapped ApiKeyAccess access,
        KeyPrefix prefix,
        @Secret(subject = "tenant") Digest secret,
        CredentialVersion credential,
        @Nullable Instant until) {

    static VerifiableApiKey of(ApiKeyCreated event) {
        return new VerifiableApiKey(
                event.key(),
                event.tenant(),
                event.creator(),
                event.grant().access(),
                event.prefix(),
                event.secret(),
                event.credential(),
                event.grant().expiresAt());
    }

    /** The key after this event; empty once it is revoked. */
    Optional<VerifiableApiKey> after(ApiKeyEvent event, Instant time) {
        var lifetime = ApiKeyLifetime.until(until).after(event);
        return lifetime.revoked()
                ? Optional.empty()
                : Optional.of(new VerifiableApiKey(
                        key, tenant, creator, access, prefix, secret, credential, lifetime.acceptedUntil(time)));
    }

    ActiveApiKey toActive() {
        return new ActiveApiKey(key, tenant, creator, access, until);
    }
}
