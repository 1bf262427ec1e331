package org.keyledger.gateway.problem;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Every way in which a request can fail: the one table of slugs (RFC 9457, {@code type}). A slug never changes. */
public enum Problem {
    INVALID_REQUEST(
            400, "The request is not valid", "A field or header is missing or not of its form; errors names it."),
    MALFORMED_BODY(400, "The body is not valid JSON", "The body is one JSON object in UTF-8, every field once."),
    AMBIGUOUS_CREDENTIALS(400, "Two credentials that disagree", "Send one API key or one token, not several."),
    DISPOSABLE_EMAIL(400, "Disposable e-mail address", "Addresses of throw-away mail services are not accepted."),
    WEAK_PASSWORD(400, "The password is too weak", "The detail says which rule it breaks; there are no others."),
    INVALID_TOKEN(400, "The token is not valid", "It was used, has expired, was replaced, or never was one."),
    UNAUTHENTICATED(401, "Credentials are needed", "Send an API key or a token that is alive."),
    INVALID_CREDENTIALS(401, "Wrong address or password", "Which of the two is wrong is not told."),
    STEP_UP_REQUIRED(401, "A fresh proof is needed", "Send the current password, or log in again first."),
    INVALID_REFRESH_TOKEN(401, "The refresh token is not valid", "Its session has ended, or it was replaced. Log in."),
    FOREIGN_ORIGIN(403, "The request comes from another site", "Forms are taken from this service's own pages."),
    CREDENTIAL_NOT_ACCEPTED(403, "This kind of credential is not accepted here", "API keys do not manage accounts."),
    ADDRESS_NOT_ALLOWED(403, "Not from this address", "The key is alive but may not be used from where you are."),
    INSUFFICIENT_SCOPE(403, "The scope is missing", "The key is alive but was not made for this."),
    NOT_FOUND(404, "There is nothing here", "No such route, or nothing that you may see."),
    NO_SUCH_KEY(404, "There is no such key", "Your tenant has no key of this id."),
    NO_SUCH_SESSION(404, "There is no such session", "You have no session of this id."),
    METHOD_NOT_ALLOWED(405, "The method is not allowed here", "The Allow header names those that are."),
    BODY_TOO_SLOW(408, "The body came too slowly", "A body arrives within ten seconds."),
    EMAIL_TAKEN(409, "The address has an account", "Log in, or ask for a new password."),
    IN_PROGRESS(409, "The first request is still being handled", "Ask again shortly with the same Idempotency-Key.", 1),
    ALREADY_CREATED(409, "It was created before", "The Idempotency-Key is older than a day; id names what it made."),
    KEY_ENDED(409, "The key has ended", "It was revoked or replaced, or has expired."),
    TOO_MANY_KEYS(409, "The tenant has too many keys", "Revoke some: those revoked or replaced do not count."),
    BODY_TOO_LARGE(413, "The body is too large", "A body has at most 64 KiB."),
    JSON_ONLY(415, "JSON only", "Send the body as application/json."),
    IDEMPOTENCY_MISMATCH(422, "The key belongs to another request", "Same Idempotency-Key, different request."),
    TOO_MANY_REQUESTS(429, "Too many requests", "The RateLimit field tells how many, Retry-After for how long.", 1),
    INTERNAL(500, "Something is broken here", "It is our fault and was logged under the instance."),
    OVERLOADED(503, "Too busy", "Nothing was written. Ask again shortly.", 1),
    NOT_SEEN_YET(503, "Not seen yet", "The position asked for has not been reached here. Ask again shortly.", 1),
    NOT_APPLIED_YET(503, "Stored, not yet in force everywhere", "Ask again: the answer comes once it is.", 1),
    OUTCOME_UNKNOWN(503, "The outcome is unknown", "Ask again with the same Idempotency-Key, or look.", 2),
    STORE_UNAVAILABLE(503, "The store does not answer", "Ask again shortly; a change with its Idempotency-Key.", 2),
    STORAGE_FULL(503, "The storage is full", "Nothing was written. The operator has to make room.", 60);

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

    public String title() {
        return title;
    }

    public String explanation() {
        return explanation;
    }

    /** Zero where trying again does not help. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    public ProblemException toException() {
        return new ProblemException(this, explanation);
    }

    /** @param detail for the caller's eyes: what about this request was wrong, never what lies behind it */
    public ProblemException toException(String detail) {
        return new ProblemException(this, detail);
    }
}
