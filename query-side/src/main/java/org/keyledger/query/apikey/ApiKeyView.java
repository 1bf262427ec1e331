package org.keyledger.query.apikey;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.apikey.ApiKeyEvent;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyChanged;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyIssued;
import org.keyledger.kernel.apikey.ApiKeyEvent.SigningKeyRegistered;
import org.keyledger.kernel.apikey.ApiKeyGrant;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyLifetime;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.ApiKeyListing.Status;
import org.keyledger.kernel.apikey.KeyOwner;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.SigningPublicKey;
import org.keyledger.kernel.restore.KeySuspension;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Position;

/**
 * A key of a tenant as it is stored; its status depends on the time of the query.
 *
 * @param prefix null for a signing key, as {@code lastFour} is
 * @param publicKey of a signing key
 * @param credential the version of the creator's credential that it was created on
 * @param created position of the creating event; orders a tenant's keys
 * @param confirmed position of the last event that ended a suspension of this key; 0 if there was none
 */
record ApiKeyView(
        ApiKeyId key,
        TenantId tenant,
        UserId creator,
        KeyOwner owner,
        @JsonUnwrapped ApiKeyGrant grant,
        @Nullable KeyPrefix prefix,
        @Nullable String lastFour,
        @Nullable SigningPublicKey publicKey,
        long created,
        Instant createdAt,
        @Nullable ApiKeyId rotatedFrom,
        CredentialVersion credential,
        @Nullable ApiKeyId replacedBy,
        @Nullable Instant refusedFrom,
        boolean revoked,
        long confirmed) {

    static ApiKeyView of(ApiKeyIssued event, Position position, Instant time) {
        var created = event instanceof ApiKeyCreated it ? it : null;
        return new ApiKeyView(
                event.key(),
                event.tenant(),
                event.creator(),
                event.owner(),
                event.grant(),
                created == null ? null : created.prefix(),
                created == null ? null : created.lastFour(),
                event instanceof SigningKeyRegistered registered ? registered.publicKey() : null,
                position.value(),
                time,
                event.rotatedFrom(),
                event.credential(),
                null,
                null,
                false,
                0);
    }

    ApiKeyLifetime lifetime() {
        return new ApiKeyLifetime(grant.expiresAt(), replacedBy, refusedFrom, revoked);
    }

    ApiKeyView after(ApiKeyEvent event) {
        return event instanceof ApiKeyChanged changed
                ? with(changed.grant(), lifetime(), confirmed)
                : with(grant, lifetime().after(event), confirmed);
    }

    /** This key, revoked if it was created on a version before this one. */
    ApiKeyView acceptedFrom(CredentialVersion version) {
        return credential.isBefore(version) ? with(grant, lifetime().revoke(), confirmed) : this;
    }

    private ApiKeyView with(ApiKeyGrant newGrant, ApiKeyLifetime changed, long confirmedAt) {
        return new ApiKeyView(
                key,
                tenant,
                creator,
                owner,
                newGrant,
                prefix,
                lastFour,
                publicKey,
                created,
                createdAt,
                rotatedFrom,
                credential,
                changed.replacedBy(),
                changed.refusedFrom(),
                changed.revoked(),
                confirmedAt);
    }

    ApiKeyView confirmedAt(Position position) {
        return with(grant, lifetime(), position.value());
    }

    Status statusAt(Instant now, KeySuspension suspension) {
        var status = lifetime().statusAt(now);
        return (status == Status.ACTIVE || status == Status.ROTATED) && suspension.includes(created, confirmed)
                ? Status.SUSPENDED
                : status;
    }

    ApiKeyListing toListing(Instant now, KeySuspension suspension, @Nullable Instant lastUsed) {
        return new ApiKeyListing(
                key,
                grant,
                statusAt(now, suspension),
                prefix,
                lastFour,
                publicKey == null ? null : publicKey.thumbprint(),
                creator,
                owner.kind(),
                createdAt,
                lastUsed,
                rotatedFrom,
                replacedBy);
    }
}
