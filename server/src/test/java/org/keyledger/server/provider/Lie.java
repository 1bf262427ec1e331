package org.keyledger.server.provider;

/** What a test provider does wrong. */
public enum Lie {
    NONE,
    /** The response to the browser names another issuer (RFC 9207). */
    OTHER_ISSUER_PARAMETER,
    /** The response to the browser names no issuer although the metadata promise it. */
    NO_ISSUER_PARAMETER,
    OTHER_ISSUER,
    OTHER_AUDIENCE,
    OTHER_NONCE,
    NO_NONCE,
    EXPIRED,
    /** Signed with a key that is not in the key set. */
    OTHER_KEY,
    /** Not signed. */
    ALG_NONE,
    /** Signed with the client secret. */
    HMAC_WITH_SECRET,
    NO_ID_TOKEN,
    /** The person logged in at the provider long ago, even if the service asks for another log-in. */
    OLD_AUTH_TIME,
    /** The provider does not say when the person logged in. */
    NO_AUTH_TIME,
    HUGE_TOKEN_RESPONSE
}
