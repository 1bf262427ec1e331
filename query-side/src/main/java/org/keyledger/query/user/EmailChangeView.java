package org.keyledger.query.user;

import java.time.Instant;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;

/**
 * A change of address that waits for its confirmation.
 *
 * @param position of its request
 */
record EmailChangeView(
        UserId user,
        @PersonalData(subject = "user") EmailAddress email,
        Instant requestedAt,
        Instant expiresAt,
        long position) {}
