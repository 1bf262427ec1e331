package org.keyledger.kernel;

/** Every ordinary no of the command side. The gateway holds the one table that turns each into a problem answer. */
public enum Refusal {
    EMAIL_TAKEN,
    NO_SUCH_USER,
    INVALID_TOKEN,
    STALE_CREDENTIAL,
    NO_SUCH_SESSION,
    SIGNED_OUT,
    SESSION_ENDED,
    REFRESH_TOKEN_REUSED,
    NO_SUCH_KEY,
    KEY_ENDED
}
