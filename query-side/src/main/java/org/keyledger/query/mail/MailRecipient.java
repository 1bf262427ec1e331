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

/** Where a user's mail goes, and how they are greeted. */
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

    /** Who has not shown that the address is theirs may have anybody's: that one hears of nothing they did not ask for. */
    boolean mayReceive(MailKind kind) {
        return verified || kind != MailKind.PASSWORD_CHANGED;
    }

    /** Erased people cannot be found, and all of them would be found under one key. */
    Optional<String> emailIndexKey() {
        return emailHmac.isErased() ? Optional.empty() : Optional.of(emailHmac.value());
    }
}
