package org.keyledger.query.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.mail.ApiKeyNotice;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;

/**
 * The latest mail of its kind that a user is to receive; it replaces every earlier one, except for changes of address
 * and API keys: each former address and each key gets its mail, however soon the next one follows.
 *
 * @param expiresAt when its link expires; null if it has no link
 * @param to the recipient; null for the user's own address
 * @param toHmac HMAC of {@code to}, if the address may belong to another account; otherwise null
 * @param apiKey the key that the mail is about; null for every other kind of mail
 */
record PendingMail(
        UserId user,
        MailKind kind,
        MailRequestId request,
        @Nullable Instant expiresAt,
        @PersonalData(subject = "user") @Nullable EmailAddress to,
        @PersonalData(subject = "user") @Nullable EmailHmac toHmac,
        @Nullable ApiKeyNotice apiKey) {

    /** The id of the pending mail that a request may belong to. */
    static String id(UserId user, MailKind kind, MailRequestId request) {
        return kind == MailKind.API_KEY_CREATED || kind == MailKind.EMAIL_CHANGED
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

    boolean isExpiredAt(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }
}
