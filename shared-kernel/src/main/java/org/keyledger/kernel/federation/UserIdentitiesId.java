package org.keyledger.kernel.federation;

import org.keyledger.kernel.user.UserId;

/** Id of the set of identities that are linked to a user: each user has one, so that the id follows from the user's. */
public record UserIdentitiesId(UserId user) {

    private static final String PREFIX = "identities-";

    /** The id of the aggregate, which must differ from that of the user. */
    @Override
    public String toString() {
        return PREFIX + user;
    }
}
