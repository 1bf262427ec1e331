package org.keyledger.consumer.mail;

import java.util.Optional;

/**
 * The values that the templates of a mail show.
 *
 * @param expiry until when the link works, as text
 */
record EmailContent(
        String subject,
        String greeting,
        String product,
        String homeUrl,
        String forgotPasswordUrl,
        Optional<String> link,
        Optional<String> expiry) {

    /** @throws java.util.NoSuchElementException if the mail has no link */
    String requireLink() {
        return link.orElseThrow();
    }

    /** @throws java.util.NoSuchElementException if the link of the mail does not expire */
    String requireExpiry() {
        return expiry.orElseThrow();
    }

    /** Without the link, which contains a token. */
    @Override
    public String toString() {
        return "EmailContent[" + subject + "]";
    }
}
