package org.keyledger.command.user;

import java.time.Instant;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.RequestId;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;

/** The address that a user wants next, and the one mailed link that would prove it. */
record PendingEmail(RequestId request, Digest token, Instant expiresAt, EmailHmac emailHmac, EmailAddress email) {

    boolean isProvedBy(ConfirmEmailChange command, Instant now) {
        return request.equals(command.request()) && token.matches(command.token()) && now.isBefore(expiresAt);
    }
}
