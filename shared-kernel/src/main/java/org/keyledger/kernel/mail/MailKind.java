package org.keyledger.kernel.mail;

/** The kind of a mail. */
public enum MailKind {
    VERIFY_EMAIL,
    RESET_PASSWORD,
    CHANGE_EMAIL,
    /**
     * Informs the owner of an address that another account requested it. Never requested itself, but sent instead of
     * another mail.
     */
    ADDRESS_TAKEN,
    /** Informs the owner of an address that somebody tried to sign up with it. */
    SIGN_UP_ATTEMPTED,
    /** Informs the present address that another one was requested, with a link that cancels it. */
    EMAIL_CHANGE_REQUESTED,
    /** Informs the previous address that it no longer belongs to the account, with a link that takes it back. */
    EMAIL_CHANGED,
    /** Informs the user of a password change, in case somebody else made it. */
    PASSWORD_CHANGED,
    /** Informs the user of a new API key, in case somebody else created it. */
    API_KEY_CREATED
}
