package org.keyledger.kernel;

/**
 * Metadata keys under which properties of a request travel with its command, its queries and the events that result.
 */
public final class RequestMetadata {

    /** How the actor was authenticated: {@link Actor.Kind}. On every command and event; public. */
    public static final String ACTOR_KIND = "actor.kind";

    /**
     * The id of the acting user, if known; public. The personal entries of the metadata are encrypted under this user's
     * key.
     */
    public static final String ACTOR_USER = "actor.user";

    /** The id of the acting session or API key, if there is one; public. */
    public static final String ACTOR_CREDENTIAL = "actor.credential";

    /** The id of the actor's tenant, if known; public. */
    public static final String TENANT = "tenant";

    /** The client's IP address; personal data. */
    public static final String ADDRESS = "address";

    /** The client's {@code User-Agent} header; personal data. */
    public static final String USER_AGENT = "userAgent";

    /** The id of the browser's first session with the service, if its cookie names one; personal data. */
    public static final String DEVICE = "device";

    /** The language that a new user reads; on commands only. */
    public static final String LANGUAGE = "language";

    /** The id of the request: the same for every message and event of one request; public. */
    public static final String CORRELATION = "correlation";

    /** The id of the command that caused an event; on events only. */
    public static final String CAUSATION = "causation";

    /** The last position in the ledger when the command handler started; on events only, public. */
    public static final String DECIDED_AT_POSITION = "decidedAt";

    /** The id of the commit that the request creates: see {@code Idempotency-Key}. */
    public static final String COMMIT_KEY = "k";

    /** HMAC of the request body, stored for {@code Idempotency-Key}; secret. */
    public static final String FINGERPRINT = "body";

    /** The position of the last event that a command recorded; on results only. */
    public static final String POSITION = "position";

    /** The position that the read models must have reached before a query is answered. */
    public static final String MIN_POSITION = "atLeast";

    private RequestMetadata() {}
}
