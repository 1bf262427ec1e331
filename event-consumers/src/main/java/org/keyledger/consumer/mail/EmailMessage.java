package org.keyledger.consumer.mail;

import org.keyledger.kernel.user.EmailAddress;

/**
 * A mail that is ready to be sent.
 *
 * @param id unique, and the same when the same mail is composed again; becomes its {@code Message-ID}
 * @param to the recipient
 * @param subject a single line
 * @param text the plain-text body
 * @param html the HTML body
 */
public record EmailMessage(String id, EmailAddress to, String subject, String text, String html) {

    /** Hidden: the mail contains an address and a link with a valid token. */
    @Override
    public String toString() {
        return "EmailMessage[" + id + "]";
    }
}
