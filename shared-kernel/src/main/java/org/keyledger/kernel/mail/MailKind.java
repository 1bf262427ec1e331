package org.keyledger.kernel.mail;

/** What a mail is about. */
public enum MailKind {
    VERIFY_EMAIL,
    RESET_PASSWORD,
    CHANGE_EMAIL,
    /** Tells the holder of an address that somebody asked for it; never ordered, but sent in the place of another. */
    ADDRESS_TAKEN,
    /** Tells the former address that it is the account's no more. */
    EMAIL_CHANGED,
    /** Tells the user, in case it was not they who did it. */
    PASSWORD_CHANGED
}
