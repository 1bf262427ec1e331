package org.keyledger.kernel;

/** Every reason for which a command is refused. The gateway maps each of them to a problem response in one table. */
public enum Refusal {
    /** The address belongs to another account. Log in, or use another address. */
    EMAIL_TAKEN,
    /** No account has this user id, or the account was erased. Check the id. */
    NO_SUCH_USER,
    /**
     * The mailed link was used, was replaced by a newer one, has expired or was not issued here. Request a new mail.
     */
    INVALID_TOKEN,
    /** The credential that the command was decided on is no longer current. Log in again and repeat the request. */
    STALE_CREDENTIAL,
    /** The account takes no log-in before its password is reset by mail. Request a reset. */
    PASSWORD_RESET_REQUIRED,
    /** The account has a second factor, and the command names no use of it. Send a code. */
    SECOND_FACTOR_REQUIRED,
    /** The code was used before, or does not belong to the factor that is on now. Send the next code. */
    WRONG_CODE,
    /** The account has no second factor, or no enrolment that this session can confirm. Enroll one. */
    NO_SECOND_FACTOR,
    /** The account has a second factor, which only a user who proves the credential again can replace. */
    STEP_UP_REQUIRED,
    /** The identity is linked to another account. Unlink it there first. */
    IDENTITY_TAKEN,
    /** Another identity of this provider is linked to the account. Unlink it first. */
    PROVIDER_ALREADY_LINKED,
    /** The account has no identity of this provider. List the identities. */
    NO_SUCH_IDENTITY,
    /**
     * The address that the provider has verified is not known to belong to the owner of the account. Log in to the
     * account and link the identity.
     */
    OWNERSHIP_NOT_PROVED,
    /** No other way to log in would be left. Add another one first. */
    LAST_WAY_IN,
    /** The user has no passkey with this id. List the passkeys. */
    NO_SUCH_PASSKEY,
    /** The credential id was registered before, for this or another account. Create another credential. */
    PASSKEY_TAKEN,
    /** The user has as many passkeys as one may have. Remove one first. */
    TOO_MANY_PASSKEYS,
    /** The passkey was removed, or its signature counter went back. Log in another way. */
    PASSKEY_REJECTED,
    /** The user has no session with this id. List the sessions. */
    NO_SUCH_SESSION,
    /** The session of the caller is no longer valid. Log in again. */
    SIGNED_OUT,
    /** The session was ended or has expired. Log in again. */
    SESSION_ENDED,
    /** The refresh token was replaced before, so that its session was ended. Log in again. */
    REFRESH_TOKEN_REUSED,
    /** The tenant has no API key with this id. List the keys. */
    NO_SUCH_KEY,
    /** The API key was revoked, was replaced or has expired, so that it cannot be changed or rotated. Create a new key. */
    KEY_ENDED,
    /** The API key would get scopes that it does not have. Create a new key with them. */
    SCOPES_NOT_NARROWER,
    /** Only the founder of the tenant may do this. Ask the founder. */
    NOT_FOUNDER,
    /** The tenant's policy lets only its founder create API keys. Ask the founder. */
    KEY_CREATION_RESTRICTED,
    /** The tenant's policy lets only its founder create API keys that act for the tenant. Ask the founder. */
    TENANT_KEYS_RESTRICTED,
    /** A requested scope is not in the maximum of the tenant's policy. Request fewer scopes. */
    SCOPES_ABOVE_MAXIMUM
}
