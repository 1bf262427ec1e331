package org.keyledger.kernel.apikey;

import java.time.Duration;
import org.keyledger.kernel.Command;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.tenant.TenantId;

/** Commands to an API key. */
public sealed interface ApiKeyCommand extends Command {

    ApiKeyId key();

    @Override
    default ApiKeyId targetId() {
        return key();
    }

    /** @param owner whether the key acts for its creator or for the tenant */
    record CreateApiKey(TenantId tenant, AuthenticatedSession creator, KeyOwner.Kind owner, NewApiKey newKey)
            implements ApiKeyCommand {
        @Override
        public ApiKeyId key() {
            return newKey.key();
        }
    }

    record ChangeApiKey(ApiKeyId key, TenantId tenant, AuthenticatedSession by, KeyChanges changes)
            implements ApiKeyCommand {}

    /**
     * Registers the public key of a signing key, which has no secret.
     *
     * @param owner whether the key acts for its creator or for the tenant
     */
    record RegisterSigningKey(
            ApiKeyId key,
            TenantId tenant,
            AuthenticatedSession creator,
            KeyOwner.Kind owner,
            ApiKeyGrant grant,
            SigningPublicKey publicKey)
            implements ApiKeyCommand {}

    /**
     * Replaces a key that has a secret by one with the same grant.
     *
     * @param overlap how long the old one is still accepted; zero if it is refused immediately
     */
    record RotateApiKey(
            ApiKeyId key, TenantId tenant, AuthenticatedSession creator, Successor successor, Duration overlap)
            implements ApiKeyCommand {}

    /** The id and secret of a successor. */
    record Successor(ApiKeyId key, KeyPrefix prefix, String lastFour, Digest secret) {}

    /**
     * Replaces a signing key by one with the same grant and another public key. {@code overlap} is as in {@link
     * RotateApiKey}.
     */
    record RotateSigningKey(
            ApiKeyId key,
            TenantId tenant,
            AuthenticatedSession creator,
            ApiKeyId successor,
            SigningPublicKey publicKey,
            Duration overlap)
            implements ApiKeyCommand {}

    record RevokeApiKey(ApiKeyId key, TenantId tenant) implements ApiKeyCommand {}

    /** Ends the suspension of a key. Recorded also if the key is not suspended: the caller checks that first. */
    record ConfirmApiKey(ApiKeyId key, TenantId tenant, AuthenticatedSession by) implements ApiKeyCommand {}
}
