package org.keyledger.query.mail;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.mail.FoundMail.Mail;
import org.keyledger.kernel.user.DisplayName;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.RequestId;
import org.keyledger.kernel.user.UserEvent.EmailVerificationRequested;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.sealing.Personal;

/** Whom a user's mail goes to, and the latest request for one; every earlier request is retired. */
record AddressedMail(
        UserId user,
        @Personal(subject = "user") EmailAddress email,
        @Personal(subject = "user") @Nullable DisplayName name,
        boolean verified,
        @Nullable RequestId request,
        @Nullable Instant expiresAt) {

    static AddressedMail to(UserRegistered event) {
        return new AddressedMail(event.user(), event.email(), event.name(), false, null, null);
    }

    AddressedMail requested(EmailVerificationRequested event) {
        return new AddressedMail(user, email, name, verified, event.request(), event.expiresAt());
    }

    AddressedMail done() {
        return new AddressedMail(user, email, name, true, null, null);
    }

    /** The mail of this request, if it is still worth sending. */
    Optional<Mail> worthSending(RequestId asked, Instant now) {
        if (verified || email.isErased() || !asked.equals(request) || expiresAt == null || !now.isBefore(expiresAt)) {
            return Optional.empty();
        }
        return Optional.of(new Mail(email, name, expiresAt));
    }
}
