package org.keyledger.kernel.factor;

import org.keyledger.kernel.user.UserId;

/** Id of the second factor of a user: each user has one, so that the id follows from the user's. */
public record SecondFactorId(UserId user) {

    private static final String PREFIX = "factor-";

    /** The id of the aggregate, which must differ from that of the user. */
    @Override
    public String toString() {
        return PREFIX + user;
    }
}
