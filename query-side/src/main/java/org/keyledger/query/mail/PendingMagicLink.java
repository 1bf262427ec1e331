package org.keyledger.query.mail;

import java.time.Instant;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.login.LoginEvent.MagicLinkRequested;
import org.keyledger.kernel.mail.FoundMagicLink.MagicLink;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailToSend.Mail;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.ledger.annotation.PersonalData;

/**
 * The newest magic link of an address, which was not used.
 *
 * @param links the stream of the address and the day
 * @param day the subject whose key encrypts the address
 */
record PendingMagicLink(
        String links,
        String day,
        MailRequestId request,
        @PersonalData(subject = "day") EmailAddress email,
        Language language,
        Instant expiresAt,
        boolean codeShown) {

    static PendingMagicLink of(MagicLinkRequested event) {
        return new PendingMagicLink(
                event.links().toString(),
                event.day(),
                event.request(),
                event.email(),
                event.language(),
                event.expiresAt(),
                false);
    }

    PendingMagicLink withCodeShown() {
        return new PendingMagicLink(links, day, request, email, language, expiresAt, true);
    }

    boolean isUsableAt(Instant now) {
        return now.isBefore(expiresAt) && !email.isErased();
    }

    MagicLink link() {
        return new MagicLink(request, email, codeShown);
    }

    Mail mail() {
        return new Mail(MailKind.MAGIC_LINK, email, null, language, expiresAt, false, null);
    }
}
