package org.keyledger.consumer.mail;

import org.keyledger.kernel.user.EmailAddress;

/**
 * A mail, ready to be sent.
 *
 * @param id unique and the same whenever the same mail is made again; becomes its {@code Message-ID}
 * @param to who gets it
 * @param subject one line
 * @param text for readers of plain text
 * @param html the same for all others
 */
public record EmailMessage(String id, EmailAddress to, String subject, String text, String html) {

    /** Hidden: it holds a link that is good for something, and an address. */
    @Override
    public String toString() {
        return "Letter[" + id + "]";
    }
}
