package org.keyledger.gateway.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The problem types of all APIs (RFC 9457, section 3.1.1). A slug never changes. */
public enum Problem {
    INVALID_REQUEST(400, "Invalid request", "A field, parameter or header is missing or invalid. See errors."),
    MALFORMED_BODY(400, "Malformed body", "The body must be one JSON object in UTF-8 without duplicate fields."),
    AMBIGUOUS_CREDENTIALS(400, "Ambiguous credentials", "Send one API key or one token, not several different ones."),
    DISPOSABLE_EMAIL(400, "Disposable e-mail address", "Use an address that is not of a disposable mail service."),
    WEAK_PASSWORD(400, "Weak password", "Choose another password. The detail names the rule that this one breaks."),
    INVALID_TOKEN(400, "Invalid token", "The token is unknown, used, expired or replaced. Request a new one."),
    UNAUTHENTICATED(401, "Authentication required", "Send a valid API key, access token or session cookie."),
    INVALID_CREDENTIALS(401, "Invalid credentials", "The e-mail address or the password is wrong."),
    WRONG_CODE(401, "Wrong code", "The code is wrong or was used before. Send the next code or a recovery code."),
    INVALID_PARTIAL_TOKEN(401, "Invalid partial token", "The partial token is unknown, used or expired. Log in again."),
    INVALID_PASSKEY(
            401,
            "Invalid passkey",
            "No passkey of this service has signed this log-in. Start again or log in another way."),
    STEP_UP_REQUIRED(
            401, "Step-up required", "The login is too old for this change. Send current_password or code, or log in."),
    INVALID_REFRESH_TOKEN(
            401, "Invalid refresh token", "The token was replaced or its session has ended. Log in again."),
    INVALID_SIGNATURE(
            401,
            "Invalid signature",
            "No active signing key has this signature, or the timestamp is not within 30 s of the service's time."),
    REPLAYED_SIGNATURE(401, "Replayed signature", "This signature was used before. Sign again."),
    FOREIGN_ORIGIN(
            403,
            "Cross-origin request",
            "A page of another origin sent the request. Use a page of this service or of KEYLEDGER_CORS_ORIGINS."),
    INVALID_CSRF_TOKEN(
            403, "Invalid CSRF token", "Send the value of the cookie csrf_token as the header X-CSRF-Token."),
    SIGN_UP_CLOSED(403, "Sign-up closed", "This service creates no accounts by sign-up. Ask its operator for one."),
    NOT_FOUNDER(403, "Not the founder", "Only the user who created the tenant by sign-up may change its policy."),
    FORBIDDEN_BY_POLICY(
            403, "Forbidden by policy", "The tenant's policy does not allow this. Ask the tenant's founder."),
    EMAIL_NOT_VERIFIED(
            403, "E-mail address not verified", "Email not verified. Please check your inbox for the activation link."),
    PASSWORD_RESET_REQUIRED(
            403,
            "Password reset required",
            "The account was secured with a mailed link. Reset the password by mail, then log in."),
    CREDENTIAL_NOT_ACCEPTED(403, "Credential not accepted", "This endpoint accepts no API keys. Send an access token."),
    ADDRESS_NOT_ALLOWED(403, "Address not allowed", "The key's ip_allow does not contain the address of this client."),
    INSUFFICIENT_SCOPE(403, "Insufficient scope", "The key does not have all requested scopes. Use another key."),
    NO_USER(403, "No user", "This API key acts for the tenant and not for a user. Use a key or token of a user."),
    NOT_FOUND(404, "Not found", "Nothing that you may read is at this path. Check the path."),
    NO_SUCH_KEY(404, "API key not found", "Your tenant has no API key with this id."),
    NO_SUCH_SESSION(404, "Session not found", "You have no session with this id."),
    UNKNOWN_PROVIDER(404, "Unknown provider", "No provider with this name is configured. Check the path."),
    NO_SUCH_IDENTITY(404, "Identity not found", "No identity of this provider is linked to your account."),
    NO_SUCH_PASSKEY(404, "Passkey not found", "You have no passkey with this id."),
    METHOD_NOT_ALLOWED(405, "Method not allowed", "Use one of the methods that the Allow header lists."),
    BODY_TOO_SLOW(408, "Request timeout", "The body did not arrive within 10 seconds. Send the request again."),
    EMAIL_TAKEN(409, "E-mail address taken", "This address has an account. Log in or reset its password."),
    IN_PROGRESS(
            409, "Request in progress", "The first request is still running. Retry with the same Idempotency-Key.", 1),
    ALREADY_CREATED(409, "Already created", "A resource was created with this Idempotency-Key. Use a new key."),
    NO_SECOND_FACTOR(
            409, "No second factor", "No second factor is on, and this session has none to confirm. Enroll one."),
    IDENTITY_TAKEN(
            409,
            "Identity taken",
            "This identity is linked to another account. Log in to that one, or unlink it there."),
    PROVIDER_ALREADY_LINKED(
            409,
            "Provider already linked",
            "Another identity of this provider is linked to the account. Unlink it first."),
    LAST_WAY_IN(409, "Last way in", "You could not log in without it. Set a password or add another way in first."),
    PASSKEY_TAKEN(409, "Passkey taken", "This passkey was registered before. Create another one."),
    TOO_MANY_PASSKEYS(409, "Too many passkeys", "Remove a passkey first."),
    KEY_ENDED(409, "API key ended", "The API key is revoked, replaced or expired. Use another key."),
    TOO_MANY_KEYS(409, "Too many API keys", "Revoke a key first. Revoked and replaced keys do not count."),
    BODY_TOO_LARGE(413, "Content too large", "The body must be at most 64 KiB."),
    JSON_ONLY(415, "Unsupported media type", "Send the body as application/json."),
    MISDIRECTED_REQUEST(
            421,
            "Misdirected request",
            "Use localhost, an IP address or a name in KEYLEDGER_MANAGEMENT_HOSTS as host of the management listener."),
    IDEMPOTENCY_MISMATCH(
            422, "Idempotency key reused", "This Idempotency-Key belongs to another request. Use a new one."),
    TOO_MANY_REQUESTS(429, "Too many requests", "The rate limit is exceeded. Retry after the time in Retry-After.", 1),
    HEADERS_TOO_LARGE(
            431, "Request header fields too large", "The headers must be at most 200 lines with 32 KiB in total."),
    INTERNAL(500, "Internal server error", "Unexpected error. Quote the instance when you report it."),
    OVERLOADED(503, "Overloaded", "Nothing was written. Retry after the time in Retry-After.", 1),
    NOT_SEEN_YET(
            503, "Read model behind", "The read models have not reached the requested position. Retry shortly.", 1),
    VERIFIER_BEHIND(503, "Verifier behind", "Keys and sessions cannot be verified up to date now. Retry shortly.", 1),
    OUTCOME_UNKNOWN(503, "Outcome unknown", "Retry with the same Idempotency-Key, or read whether it was written.", 2),
    STORE_UNAVAILABLE(503, "Store unavailable", "Retry shortly; repeat a write with the same Idempotency-Key.", 2),
    STORAGE_FULL(503, "Storage full", "Nothing was written. The operator must add storage.", 60);

    private final int status;
    private final String title;
    private final String explanation;
    private final int retryAfterSeconds;

    Problem(int status, String title, String explanation) {
        this(status, title, explanation, 0);
    }

    Problem(int status, String title, String explanation, int retryAfterSeconds) {
        this.status = status;
        this.title = title;
        this.explanation = explanation;
        this.retryAfterSeconds = retryAfterSeconds;
    }

    public static Optional<Problem> ofSlug(String slug) {
        return Arrays.stream(values()).filter(it -> it.slug().equals(slug)).findFirst();
    }

    /** The last part of {@code type}: {@code email-taken}. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The type in words, the same for every occurrence (RFC 9457, section 3.1.3). */
    public String title() {
        return title;
    }

    /** Cause and remedy; the {@code detail} of an occurrence that has no more specific one. */
    public String explanation() {
        return explanation;
    }

    /** Zero if a retry does not help. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** With the explanation as detail, or the first field error once there is one. */
    public ProblemException toException() {
        return new ProblemException(this, explanation);
    }

    /** @param detail what was wrong with this request and what to do; sent to the client, so without internals */
    public ProblemException toException(String detail) {
        return new ProblemException(this, detail);
    }
}
