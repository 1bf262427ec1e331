package org.keyledger.query.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.NoticeRequest;
import org.keyledger.kernel.mail.SecurityNotice;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.SecureAccount;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.annotation.PersonalData;

/**
 * The latest mail of its kind that a user is to receive; it replaces every earlier one, except for changes of address
 * and notices: each former address and each event gets its mail, however soon the next one follows.
 *
 * @param expiresAt when its link expires; null if it has no link
 * @param to the recipient; null for the user's own address
 * @param toHmac HMAC of {@code to}, if the address may belong to another account; otherwise null
 * @param notice what a notice is about; null for every other kind of mail
 * @param position of its request
 */
record PendingMail(
        UserId user,
        MailKind kind,
        MailRequestId request,
        @Nullable Instant expiresAt,
        @PersonalData(subject = "user") @Nullable EmailAddress to,
        @PersonalData(subject = "user") @Nullable EmailHmac toHmac,
        @Nullable SecurityNotice notice,
        long position) {

    /** A notice to the user's own address, which is sent while its link works. */
    static PendingMail of(NoticeRequest request, SecurityNotice notice, Position position) {
        var expiresAt = request.request().requestedAt().plus(SecureAccount.WINDOW);
        return new PendingMail(
                request.user(), request.kind(), request.request(), expiresAt, null, null, notice, position.value());
    }

    /** The id of the pending mail that a request may belong to. */
    static String id(UserId user, MailKind kind, MailRequestId request) {
        return kind == MailKind.EMAIL_CHANGED || (kind.isSecurityNotice() && kind != MailKind.EMAIL_CHANGE_REQUESTED)
                ? id(user, kind) + "/" + request
                : id(user, kind);
    }

    /** The id of a mail that replaces the earlier ones of its kind. */
    static String id(UserId user, MailKind kind) {
        return user + "/" + kind;
    }

    String id() {
        return id(user, kind, request);
    }

    boolean isPending(MailRequestId requested, Instant now) {
        return requested.equals(request) && !isExpiredAt(now);
    }

    /** Whether the restore at that position has ended what the mail is about: a change ends with the session that requested it. */
    boolean isEndedByRestoreAt(long sessionsEnded) {
        return position < sessionsEnded && (kind == MailKind.CHANGE_EMAIL || kind == MailKind.EMAIL_CHANGE_REQUESTED);
    }

    boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
