package org.keyledger.command.publishing;

import java.util.Optional;
import org.keyledger.kernel.user.RequestId;
import org.keyledger.kernel.user.UserEvent.EmailVerificationRequested;
import org.keyledger.kernel.user.UserId;

/**
 * Tells our own mailer to send a mail: which and to whom, never the address, never the link.
 *
 * @param template what to write
 * @param language an IETF language tag (BCP 47)
 */
record MailOrder(Template template, UserId userId, RequestId requestId, String language) {

    /** Nobody is asked for a language yet. */
    private static final String LANGUAGE = "en";

    enum Template {
        VERIFY_EMAIL
    }

    /** The mail that this event is to cause, if any. */
    static Optional<MailOrder> of(Object event) {
        return event instanceof EmailVerificationRequested it
                ? Optional.of(new MailOrder(Template.VERIFY_EMAIL, it.user(), it.request(), LANGUAGE))
                : Optional.empty();
    }
}
