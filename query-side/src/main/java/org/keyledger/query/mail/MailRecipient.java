package org.keyledger.query.mail;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserEvent.UserRenamed;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserProfile;
import org.keyledger.ledger.annotation.PersonalData;

/** The address and name that a user's mail is sent to. */
record MailRecipient(
        UserId user,
        @PersonalData(subject = "user") EmailHmac emailHmac,
        @JsonUnwrapped UserProfile profile,
        boolean verified) {

    static MailRecipient of(UserRegistered event) {
        return new MailRecipient(event.user(), event.emailHmac(), event.profile(), false);
    }

    MailRecipient withEmail(EmailChanged event) {
        return new MailRecipient(user, event.emailHmac(), profile.withEmail(event.email()), true);
    }

    MailRecipient withUndone(EmailChangeUndone event) {
        return new MailRecipient(user, event.emailHmac(), profile.withEmail(event.email()), false);
    }

    MailRecipient withName(UserRenamed event) {
        return new MailRecipient(user, emailHmac, profile.withName(event.name()), verified);
    }

    MailRecipient withVerifiedEmail() {
        return new MailRecipient(user, emailHmac, profile, true);
    }

    /** An unverified address may belong to somebody else: it gets no mail that was not requested. */
    boolean mayReceive(MailKind kind) {
        return verified || kind != MailKind.PASSWORD_CHANGED;
    }

    /** The name for a mail to the own address; none before the address is proved, because a stranger may have given it. */
    @Nullable
    DisplayName nameInMail() {
        return verified ? profile.name() : null;
    }

    /** None for an erased user: all erased users would share one key. */
    Optional<String> emailIndexKey() {
        return emailHmac.isErased() ? Optional.empty() : Optional.of(emailHmac.value());
    }
}
