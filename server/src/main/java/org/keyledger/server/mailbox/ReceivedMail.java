package org.keyledger.server.mailbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.keyledger.consumer.mail.EmailMessage;

/** A mail in the mailbox. */
record ReceivedMail(
        @JsonProperty("received_at") Instant receivedAt, String to, String subject, String text, String html) {

    static ReceivedMail of(EmailMessage message, Instant now) {
        return new ReceivedMail(now, message.to().stored(), message.subject(), message.text(), message.html());
    }
}
