package org.keyledger.query.verifier;

import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserId;

/** A user whose keys were ended: keys created on a version before this one are refused, whenever they are added. */
record AcceptedKeyVersion(UserId user, CredentialVersion acceptedFrom) {

    static AcceptedKeyVersion of(ApiKeysEnded event) {
        return new AcceptedKeyVersion(event.user(), event.credential());
    }
}
