package org.keyledger.query.mail;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailProof;
import org.keyledger.kernel.user.UserEvent;
import org.keyledger.kernel.user.UserEvent.EmailChangeUndone;
import org.keyledger.kernel.user.UserEvent.EmailChanged;
import org.keyledger.kernel.user.UserEvent.LanguageChanged;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserEvent.UserRenamed;
import org.keyledger.kernel.user.UserId;
import org.keyledger.kernel.user.UserProfile;
import org.keyledger.ledger.annotation.PersonalData;

/** The address, name and language that a user's mail is sent with. */
record MailRecipient(
        UserId user,
        @PersonalData(subject = "user") EmailHmac emailHmac,
        @JsonUnwrapped UserProfile profile,
        @JsonUnwrapped EmailProof proof,
        Language language) {

    static MailRecipient of(UserRegistered event) {
        return new MailRecipient(event.user(), event.emailHmac(), event.profile(), EmailProof.NONE, event.language());
    }

    MailRecipient withEmail(EmailChanged event) {
        return new MailRecipient(
                user, event.emailHmac(), profile.withEmail(event.email()), proof.after(event), language);
    }

    MailRecipient withUndone(EmailChangeUndone event) {
        return new MailRecipient(
                user, event.emailHmac(), profile.withEmail(event.email()), proof.after(event), language);
    }

    MailRecipient withName(UserRenamed event) {
        return new MailRecipient(user, emailHmac, profile.withName(event.name()), proof, language);
    }

    MailRecipient withLanguage(LanguageChanged event) {
        return new MailRecipient(user, emailHmac, profile, proof, event.language());
    }

    MailRecipient withProof(UserEvent event) {
        return new MailRecipient(user, emailHmac, profile, proof.after(event), language);
    }

    /** Whether a reset by mail would end the API keys. */
    boolean losesKeysAtReset() {
        return !proof.ownershipProved();
    }

    /** An unverified address may belong to somebody else: it gets no mail that was not requested. */
    boolean mayReceive(MailKind kind) {
        return proof.verified() || kind == MailKind.EMAIL_CHANGE_REQUESTED || !kind.isSecurityNotice();
    }

    /** The name for a mail to the own address; none before the address is proved, because a stranger may have given it. */
    @Nullable
    DisplayName nameInMail() {
        return proof.verified() ? profile.name() : null;
    }

    /** None for an erased user: all erased users would share one key. */
    Optional<String> emailIndexKey() {
        return emailHmac.isErased() ? Optional.empty() : Optional.of(emailHmac.value());
    }
}
