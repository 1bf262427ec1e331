package org.keyledger.command.user;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;

/**
 * The mailed links that are still valid, at most one of each kind.
 *
 * @param accepted the used verification link, whose use may be repeated until it expires
 */
record PendingLinks(
        @Nullable PendingLink verification,
        @Nullable PendingLink accepted,
        @Nullable PendingLink reset,
        @Nullable PendingEmailChange change) {

    /** A mailed link, accepted for its request id and token until it expires. */
    record PendingLink(MailRequestId request, Digest token, Instant expiresAt) {

        private boolean matches(MailRequestId otherRequest, Digest otherToken, Instant now) {
            return request.equals(otherRequest) && token.matches(otherToken) && now.isBefore(expiresAt);
        }
    }

    /** The requested new address and the link that verifies it. */
    record PendingEmailChange(PendingLink link, EmailHmac emailHmac, EmailAddress email) {}

    static final PendingLinks NONE = new PendingLinks(null, null, null, null);

    boolean accepts(VerifyEmail command, Instant now) {
        return verification != null && verification.matches(command.request(), command.token(), now);
    }

    /** Whether this link has verified the address before. */
    boolean hasAccepted(VerifyEmail command, Instant now) {
        return accepted != null && accepted.matches(command.request(), command.token(), now);
    }

    boolean accepts(ResetPassword command, Instant now) {
        return reset != null && reset.matches(command.request(), command.token(), now);
    }

    Optional<PendingEmailChange> findConfirmedEmail(ConfirmEmailChange command, Instant now) {
        return Optional.ofNullable(change)
                .filter(pending -> pending.link().matches(command.request(), command.token(), now));
    }

    PendingLinks withVerification(PendingLink newer) {
        return new PendingLinks(newer, accepted, reset, change);
    }

    PendingLinks withReset(PendingLink newer) {
        return new PendingLinks(verification, accepted, newer, change);
    }

    PendingLinks withEmailChange(PendingEmailChange newer) {
        return new PendingLinks(verification, accepted, reset, newer);
    }

    /** @param request of the link that was used; another one, or null, if the address was verified without it */
    PendingLinks afterVerification(@Nullable MailRequestId request) {
        var used = verification != null && verification.request().equals(request) ? verification : null;
        return new PendingLinks(null, used, reset, change);
    }

    /** Without reset and change links: somebody who had the old password may have requested them. */
    PendingLinks afterNewPassword() {
        return new PendingLinks(verification, accepted, null, null);
    }
}
