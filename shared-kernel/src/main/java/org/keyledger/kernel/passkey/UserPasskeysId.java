package org.keyledger.kernel.passkey;

import org.keyledger.kernel.user.UserId;

/** Id of the passkeys of a user: each user has one set, so that the id follows from the user's. */
public record UserPasskeysId(UserId user) {

    private static final String PREFIX = "passkeys-";

    /** The id of the aggregate, which must differ from that of the user. */
    @Override
    public String toString() {
        return PREFIX + user;
    }
}
