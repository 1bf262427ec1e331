package org.keyledger.query.mail;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserEvent.UserRenamed;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.PersonalData;

/** Address and name of a user for mails. */
record MailRecipient(
        UserId user,
        @PersonalData(subject = "user") EmailHmac emailHmac,
        @PersonalData(subject = "user") EmailAddress email,
        @PersonalData(subject = "user") @Nullable DisplayName name,
        boolean verified) {

    static MailRecipient of(UserRegistered event) {
        return new MailRecipient(event.user(), event.emailHmac(), event.email(), event.name(), false);
    }

    MailRecipient withEmail(EmailChanged event) {
        return new MailRecipient(user, event.emailHmac(), event.email(), name, true);
    }

    MailRecipient withName(UserRenamed event) {
        return new MailRecipient(user, emailHmac, email, event.name(), verified);
    }

    MailRecipient withVerifiedEmail() {
        return new MailRecipient(user, emailHmac, email, name, true);
    }

    /** An unverified address may belong to somebody else, who must not get mails that they did not request. */
    boolean mayReceive(MailKind kind) {
        return verified || kind != MailKind.PASSWORD_CHANGED;
    }

    /** Empty for an erased user: all erased users would otherwise have the same key. */
    Optional<String> emailIndexKey() {
        return emailHmac.isErased() ? Optional.empty() : Optional.of(emailHmac.value());
    }
}
