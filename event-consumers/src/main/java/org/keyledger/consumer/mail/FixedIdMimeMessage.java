package org.keyledger.consumer.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;

/** A message whose id is ours: sent twice around a crash, it is one mail to a server that compares ids (RFC 5322, 3.6.4). */
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
