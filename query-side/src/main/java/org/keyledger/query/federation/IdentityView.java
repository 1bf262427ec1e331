package org.keyledger.query.federation;

import java.time.Instant;
import java.util.Optional;
import org.keyledger.kernel.federation.FederationEvent.IdentityLinked;
import org.keyledger.kernel.federation.IdentityClaimId;
import org.keyledger.kernel.federation.IdentityHmac;
import org.keyledger.kernel.federation.LinkedIdentities.LinkedIdentity;
import org.keyledger.kernel.federation.ProviderName;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;

/** An identity that is linked to a user. */
record IdentityView(
        IdentityClaimId claim,
        UserId user,
        ProviderName provider,
        @PersonalData(subject = "user") IdentityHmac identity,
        @PersonalData(subject = "user") DisplayName account,
        Instant linkedAt) {

    static IdentityView of(IdentityLinked event, Instant time) {
        return new IdentityView(event.claim(), event.user(), event.provider(), event.identity(), event.account(), time);
    }

    /** None for an erased user: all erased identities would share one key. */
    Optional<String> identityIndexKey() {
        return identity.isErased() ? Optional.empty() : Optional.of(identity.value());
    }

    boolean isErased() {
        return identity.isErased();
    }

    LinkedIdentity toListing() {
        return new LinkedIdentity(provider, account, linkedAt);
    }
}
