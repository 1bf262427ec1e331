package org.keyledger.kernel.apikey;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The grant of an API key: what its owner decides and its successor takes over. One value in command, event, view and
 * response; stored and returned flat.
 *
 * @param expiresAt when it stops being accepted; never if absent
 */
public record ApiKeyGrant(
        Label label,
        Environment environment,
        @JsonUnwrapped ApiKeyAccess access,
        @Nullable Instant expiresAt) {

    /** For all scopes, from any address, as often as needed, without expiry. */
    public static ApiKeyGrant unlimited(Label label, Environment environment) {
        return new ApiKeyGrant(label, environment, ApiKeyAccess.unrestricted(Scopes.ALL), null);
    }
}
