package org.keyledger.query.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;

/**
 * The latest mail of its kind that a user is to get; every earlier one is retired.
 *
 * @param expiresAt the end of its link, if it has one
 * @param to where it goes, unless to the user's own address
 * @param toHmac the same as a claim knows it, where it may be somebody else's
 */
record PendingMail(
        UserId user,
        MailKind kind,
        MailRequestId request,
        @Nullable Instant expiresAt,
        @PersonalData(subject = "user") @Nullable EmailAddress to,
        @PersonalData(subject = "user") @Nullable EmailHmac toHmac) {

    static String id(UserId user, MailKind kind) {
        return user + "/" + kind;
    }

    String id() {
        return id(user, kind);
    }

    boolean isWorthSending(MailRequestId asked, Instant now) {
        return asked.equals(request) && (expiresAt == null || now.isBefore(expiresAt));
    }
}
