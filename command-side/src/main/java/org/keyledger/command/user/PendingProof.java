package org.keyledger.command.user;

import java.time.Instant;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.user.RequestId;

/** The one mailed link of its kind that is good; a newer request takes its place. */
record PendingProof(RequestId request, Digest token, Instant expiresAt) {

    boolean isGivenBy(RequestId asked, Digest shown, Instant now) {
        return request.equals(asked) && token.matches(shown) && now.isBefore(expiresAt);
    }
}
