package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.annotation.PersonalData;

/**
 * The grant of an API key: what its owner decides and its successor takes over. One value in command, event, view and
 * response; stored and returned flat, in a record with the components {@code tenant} and {@code owner}. Its personal data
 * ends with the tenant, and with the creator for a key that ends then.
 *
 * @param expiresAt when it stops being accepted; never if absent
 */
public record ApiKeyGrant(
        @PersonalData(subject = "tenant", alsoSubject = "owner")
        Label label,

        Environment environment,
        @JsonUnwrapped ApiKeyAccess access,
        @Nullable Instant expiresAt,

        @PersonalData(subject = "tenant", alsoSubject = "owner") @Nullable
        KeyMetadata metadata,

        @PersonalData(subject = "tenant", alsoSubject = "owner") @Nullable
        ExternalId externalId) {

    /** For all scopes, from any address, as often as needed, without expiry. */
    public static ApiKeyGrant unlimited(Label label, Environment environment) {
        return new ApiKeyGrant(label, environment, ApiKeyAccess.unrestricted(Scopes.ALL), null, null, null);
    }
}
