package org.keyledger.consumer.mail;

/** Sends mails. */
public interface MailTransport {

    /**
     * Returns after the next mail server, or another system, has accepted responsibility for the mail.
     *
     * @throws org.keyledger.consumer.subscription.RetryLaterException if the transport is unavailable: this mail is
     *     sent again later
     * @throws PermanentMailFailureException if this mail will never be accepted
     * @throws RuntimeException if this mail was not accepted this time
     */
    void send(EmailMessage message);
}
