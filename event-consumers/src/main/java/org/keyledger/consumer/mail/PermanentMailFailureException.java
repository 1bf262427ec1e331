package org.keyledger.consumer.mail;

/** A letter was refused for good: no such mailbox, say. */
public final class PermanentMailFailureException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param why without the address */
    public PermanentMailFailureException(String why) {
        super(why);
    }
}
