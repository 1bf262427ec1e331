package org.keyledger.consumer.mail;

/** Thrown if a mail was rejected permanently, for example because the mailbox does not exist. */
public final class PermanentMailFailureException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param message must not contain the address */
    public PermanentMailFailureException(String message) {
        super(message);
    }
}
