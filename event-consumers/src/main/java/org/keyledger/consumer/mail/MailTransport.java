package org.keyledger.consumer.mail;

/** Brings letters to people. */
public interface MailTransport {

    /**
     * Returns once somebody else is responsible for the letter.
     *
     * @throws org.keyledger.consumer.subscription.RetryLaterException when nobody can be reached: the letter is sent again
     * @throws PermanentMailFailureException when this letter will never be taken
     * @throws RuntimeException when this letter was not taken this time
     */
    void send(EmailMessage letter);
}
