package org.keyledger.gateway.token;

import java.time.Instant;
import java.util.List;
import org.keyledger.kernel.federation.LinkedIdentities.LinkedIdentity;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.kernel.user.DisplayName;

/** The linked identities of a user; the same on both APIs. */
public record IdentitiesResponse(List<Identity> identities) {

    /** @param account how the provider called the account when it was linked */
    record Identity(ProviderName provider, DisplayName account, Instant linkedAt) {}

    public static IdentitiesResponse of(List<LinkedIdentity> identities) {
        return new IdentitiesResponse(identities.stream()
                .map(it -> new Identity(it.provider(), it.account(), it.linkedAt()))
                .toList());
    }
}
