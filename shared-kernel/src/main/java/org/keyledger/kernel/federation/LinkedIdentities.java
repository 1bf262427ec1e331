package org.keyledger.kernel.federation;

import java.time.Instant;
import java.util.List;
import org.keyledger.kernel.user.DisplayName;

/** The identities that are linked to a user. */
public record LinkedIdentities(List<LinkedIdentity> identities) {

    /**
     * A linked identity as its user may see it.
     *
     * @param account how the provider called the account when it was linked
     */
    public record LinkedIdentity(ProviderName provider, DisplayName account, Instant linkedAt) {}
}
