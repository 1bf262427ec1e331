package org.keyledger.kernel.passkey;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.user.DisplayName;

/**
 * A passkey as its user may see it.
 *
 * @param lastUsedAt null if it has not logged the user in yet
 */
public record PasskeyListing(
        PasskeyId id,
        PasskeyCredentialId credential,
        DisplayName name,
        boolean backupEligible,
        boolean backedUp,
        Instant createdAt,
        @Nullable Instant lastUsedAt) {

    public PasskeyListing withName(DisplayName changed) {
        return new PasskeyListing(id, credential, changed, backupEligible, backedUp, createdAt, lastUsedAt);
    }

    /** The passkeys of a user, those that were registered last first. */
    public record PasskeyList(List<PasskeyListing> passkeys) {}
}
