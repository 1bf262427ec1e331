package org.keyledger.consumer.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/**
 * A message with a given {@code Message-ID}, so that servers that compare ids can discard a mail that is sent again
 * after a crash (RFC 5322, section 3.6.4).
 */
final class FixedIdMimeMessage extends MimeMessage {

    private final String id;

    FixedIdMimeMessage(Session session, String id) {
        super(session);
        this.id = id;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", id);
    }
}
