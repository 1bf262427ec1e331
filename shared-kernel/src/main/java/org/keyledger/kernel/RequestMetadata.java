package org.keyledger.kernel;

/** Names under which a request travels with its command, its queries and every event that comes of it. */
public final class RequestMetadata {

    /** The id of the user who acts, when one is known; names the key that the personal ones are sealed under. */
    public static final String ACTOR = "actor";

    /** The id of the API key that acts, when one does. */
    public static final String ACTING_KEY = "actingKey";

    /** The client's address; personal. */
    public static final String ADDRESS = "address";

    /** The client's {@code User-Agent}; personal. */
    public static final String USER_AGENT = "userAgent";

    /** Ties together everything that came of one request. */
    public static final String CORRELATION = "correlation";

    /** The id of the command that an event came of; on events only. */
    public static final String CAUSATION = "causation";

    /** The last position that the ledger held when the deciding began; on events only. */
    public static final String DECIDED_AT_POSITION = "decidedAt";

    /** The key of the request's one creating commit: see {@code Idempotency-Key}. */
    public static final String COMMIT_KEY = "k";

    /** HMAC of the request body behind an {@code Idempotency-Key}; secret. */
    public static final String FINGERPRINT = "body";

    /** The position that a command's result stands at; on results only. */
    public static final String POSITION = "position";

    /** The position that a query's answer must have seen at least. */
    public static final String MIN_POSITION = "atLeast";

    private RequestMetadata() {}
}
