package org.keyledger.query.verifier;

import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
import org.keyledger.kernel.user.UserEvent.UserErased;
import org.keyledger.kernel.user.UserId;

/**
 * A user whose keys were ended: keys created on a version before this one are refused, whenever they are added.
 *
 * @param erased whether every key that acts for the user is refused
 */
record AcceptedKeyVersion(UserId user, CredentialVersion acceptedFrom, boolean erased) {

    static AcceptedKeyVersion of(ApiKeysEnded event) {
        return new AcceptedKeyVersion(event.user(), event.credential(), false);
    }

    static AcceptedKeyVersion of(UserErased event) {
        return new AcceptedKeyVersion(event.user(), CredentialVersion.FIRST, true);
    }

    /** What both refuse. */
    AcceptedKeyVersion and(AcceptedKeyVersion other) {
        return new AcceptedKeyVersion(
                user,
                acceptedFrom.isBefore(other.acceptedFrom) ? other.acceptedFrom : acceptedFrom,
                erased || other.erased);
    }

    boolean refuses(VerifiableApiKey key) {
        return key.credential().isBefore(acceptedFrom)
                || (erased && !key.owner().isTenant());
    }
}
