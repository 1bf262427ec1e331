package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.Secret;

/** Events of an API key. */
public sealed interface ApiKeyEvent {

    ApiKeyId key();

    /** The first event of a key: from then on it is accepted. */
    sealed interface ApiKeyIssued extends ApiKeyEvent permits ApiKeyCreated, SigningKeyRegistered {

        TenantId tenant();

        UserId creator();

        KeyOwner owner();

        ApiKeyGrant grant();

        @Nullable
        ApiKeyId rotatedFrom();

        /** The version of the creator's credential that it was decided on. */
        CredentialVersion credential();
    }

    /**
     * Created with a secret that only its holder has; {@code secret} is SHA-256 of it. {@code credential} is the version
     * of the creator's credential that the creation was decided on: {@link ApiKeysEnded} refuses keys by it. {@code owner}
     * is the creator or the tenant.
     */
    @JsonPropertyOrder({
        "key",
        "tenant",
        "creator",
        "owner",
        "label",
        "scopes",
        "environment",
        "prefix",
        "lastFour",
        "secret",
        "expiresAt",
        "rotatedFrom",
        "credential",
        "ipAllow",
        "rateLimit",
        "metadata",
        "externalId"
    })
    record ApiKeyCreated(
            ApiKeyId key,
            TenantId tenant,
            UserId creator,
            KeyOwner owner,
            @JsonUnwrapped ApiKeyGrant grant,
            KeyPrefix prefix,
            String lastFour,
            @Secret(subject = "tenant") Digest secret,
            @Nullable ApiKeyId rotatedFrom,
            CredentialVersion credential)
            implements ApiKeyIssued {}

    /**
     * Registered with the public key of its holder, who proves it by signatures: there is no secret. {@code owner} and
     * {@code credential} are as in {@link ApiKeyCreated}.
     */
    @JsonPropertyOrder({
        "key",
        "tenant",
        "creator",
        "owner",
        "label",
        "scopes",
        "environment",
        "publicKey",
        "expiresAt",
        "rotatedFrom",
        "credential",
        "ipAllow",
        "rateLimit",
        "metadata",
        "externalId"
    })
    record SigningKeyRegistered(
            ApiKeyId key,
            TenantId tenant,
            UserId creator,
            KeyOwner owner,
            @JsonUnwrapped ApiKeyGrant grant,
            SigningPublicKey publicKey,
            @Nullable ApiKeyId rotatedFrom,
            CredentialVersion credential)
            implements ApiKeyIssued {}

    /** Changed what its owner decides; {@code grant} is all of it after the change. Its scopes never become more. */
    @JsonPropertyOrder({
        "key",
        "tenant",
        "owner",
        "label",
        "scopes",
        "environment",
        "expiresAt",
        "ipAllow",
        "rateLimit",
        "metadata",
        "externalId"
    })
    record ApiKeyChanged(
            ApiKeyId key,
            TenantId tenant,
            KeyOwner owner,
            @JsonUnwrapped ApiKeyGrant grant) implements ApiKeyEvent {}

    /** Replaced by {@code successor}, a key of the same kind; refused from {@code refusedFrom} on. */
    record ApiKeyRotated(ApiKeyId key, ApiKeyId successor, Instant refusedFrom) implements ApiKeyEvent {}

    record ApiKeyRevoked(ApiKeyId key) implements ApiKeyEvent {}

    /** Its owner knows it and wants it to be accepted again after a restore from a backup has suspended it. */
    record ApiKeyConfirmed(ApiKeyId key) implements ApiKeyEvent {}
}
