package org.keyledger.command.user;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Digest;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.CancelEmailChange;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;

/**
 * The mailed links that are still valid, at most one of each kind, but every link that cancels a change of address: the
 * reader of an older mail must not believe that nothing is pending.
 *
 * @param accepted the used verification link, whose use may be repeated until it expires
 */
record PendingLinks(
        @Nullable PendingLink verification,
        @Nullable PendingLink accepted,
        @Nullable PendingLink reset,
        @Nullable PendingEmailChange change,
        List<PendingLink> cancellations) {

    /** A mailed link, accepted for its request id and token until it expires. */
    record PendingLink(MailRequestId request, Digest token, Instant expiresAt) {

        boolean matches(MailRequestId otherRequest, Digest otherToken, Instant now) {
            return request.equals(otherRequest) && token.matches(otherToken) && !isExpiredAt(now);
        }

        boolean isExpiredAt(Instant now) {
            return !now.isBefore(expiresAt);
        }
    }

    /** The requested new address, the session that requested it, and the link that verifies it. */
    record PendingEmailChange(PendingLink link, SessionId session, EmailHmac emailHmac, EmailAddress email) {}

    static final PendingLinks NONE = new PendingLinks(null, null, null, null, List.of());

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

    boolean accepts(CancelEmailChange command, Instant now) {
        return cancellations.stream().anyMatch(link -> link.matches(command.request(), command.token(), now));
    }

    Optional<PendingEmailChange> findConfirmedEmail(ConfirmEmailChange command, Instant now) {
        return findPendingChange(now)
                .filter(pending -> pending.link().matches(command.request(), command.token(), now));
    }

    Optional<PendingEmailChange> findPendingChange(Instant now) {
        return Optional.ofNullable(change).filter(pending -> !pending.link().isExpiredAt(now));
    }

    PendingLinks withVerification(PendingLink newer) {
        return new PendingLinks(newer, accepted, reset, change, cancellations);
    }

    PendingLinks withReset(PendingLink newer) {
        return new PendingLinks(verification, accepted, newer, change, cancellations);
    }

    PendingLinks withEmailChange(PendingEmailChange newer) {
        return new PendingLinks(verification, accepted, reset, newer, cancellations);
    }

    /** With another link that cancels a change, and without those that have expired. */
    PendingLinks withCancellation(PendingLink newer, Instant now) {
        var valid = Stream.concat(cancellations.stream().filter(link -> !link.isExpiredAt(now)), Stream.of(newer));
        return new PendingLinks(verification, accepted, reset, change, valid.toList());
    }

    /** @param request of the link that was used; another one, or null, if the address was verified without it */
    PendingLinks afterVerification(@Nullable MailRequestId request) {
        var used = verification != null && verification.request().equals(request) ? verification : null;
        return new PendingLinks(null, used, reset, change, cancellations);
    }

    /** Somebody whose session has ended may have requested the change. */
    PendingLinks withoutEmailChange() {
        return new PendingLinks(verification, accepted, reset, null, cancellations);
    }

    /** Without reset and change links: somebody who had the old password may have requested them. */
    PendingLinks afterNewPassword() {
        return new PendingLinks(verification, accepted, null, null, cancellations);
    }
}
