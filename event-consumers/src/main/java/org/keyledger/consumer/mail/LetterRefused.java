package org.keyledger.consumer.mail;

/** A letter was refused for good: no such mailbox, say. */
public final class LetterRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** @param why without the address */
    public LetterRefused(String why) {
        super(why);
    }
}
