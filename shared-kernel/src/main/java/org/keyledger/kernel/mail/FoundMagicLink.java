package org.keyledger.kernel.mail;

import java.util.Optional;
import org.keyledger.kernel.user.EmailAddress;
import org.keyledger.kernel.user.MailRequestId;

/** The magic link that can be used; empty if there is none. */
public record FoundMagicLink(Optional<MagicLink> link) {

    /**
     * A magic link.
     *
     * @param email to which it was mailed
     * @param codeShown whether its code was shown, so that the code is accepted
     */
    public record MagicLink(MailRequestId request, EmailAddress email, boolean codeShown) {}
}
