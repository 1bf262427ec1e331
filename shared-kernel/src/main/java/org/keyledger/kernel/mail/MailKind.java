package org.keyledger.kernel.mail;

/** The kind of a mail. */
public enum MailKind {
    VERIFY_EMAIL,
    RESET_PASSWORD,
    /** Logs in, or signs up if the address has no account. Its recipient need not be a user. */
    MAGIC_LINK,
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
    API_KEY_CREATED,
    /** Informs the user of an API key that was revoked. */
    API_KEY_REVOKED,
    /** Informs the user of a log-in from a device that the account was not used on before. */
    NEW_DEVICE,
    /** Informs the user that log-ins need a code from now on. */
    SECOND_FACTOR_ADDED,
    /** Informs the user that log-ins need no code any more. */
    SECOND_FACTOR_REMOVED,
    /** Informs the user that a recovery code was used in place of a code. */
    RECOVERY_CODE_USED,
    PASSKEY_ADDED,
    PASSKEY_REMOVED,
    /** Informs the user that an account with an OAuth provider can log in from now on. */
    PROVIDER_LINKED,
    PROVIDER_UNLINKED;

    /** Whether the mail informs of something that its reader may not have done, with a link that secures the account. */
    public boolean isSecurityNotice() {
        return switch (this) {
            case VERIFY_EMAIL,
                    RESET_PASSWORD,
                    MAGIC_LINK,
                    CHANGE_EMAIL,
                    ADDRESS_TAKEN,
                    SIGN_UP_ATTEMPTED,
                    EMAIL_CHANGED -> false;
            case EMAIL_CHANGE_REQUESTED,
                    PASSWORD_CHANGED,
                    API_KEY_CREATED,
                    API_KEY_REVOKED,
                    NEW_DEVICE,
                    SECOND_FACTOR_ADDED,
                    SECOND_FACTOR_REMOVED,
                    RECOVERY_CODE_USED,
                    PASSKEY_ADDED,
                    PASSKEY_REMOVED,
                    PROVIDER_LINKED,
                    PROVIDER_UNLINKED -> true;
        };
    }
}
