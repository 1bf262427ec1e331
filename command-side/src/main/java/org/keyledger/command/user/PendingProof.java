package org.keyledger.command.user;

import java.time.Instant;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.user.RequestId;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;

/** The one mailed link that would prove an address; a newer request takes its place. */
record PendingProof(RequestId request, Digest token, Instant expiresAt) {

    boolean isGivenBy(VerifyEmail command, Instant now) {
        return request.equals(command.request()) && token.matches(command.token()) && now.isBefore(expiresAt);
    }
}
