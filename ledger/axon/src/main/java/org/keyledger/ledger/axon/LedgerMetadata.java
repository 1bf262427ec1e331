package org.keyledger.ledger.axon;

import java.util.Optional;
import org.axonframework.messaging.Message;
import org.keyledger.ledger.Position;

/** Names of message metadata that the ledger reads or writes. */
public final class LedgerMetadata {

    /** On events: the id of their commit, which is the request's idempotency key. Stored with the commit, not the event. */
    public static final String COMMIT_KEY = "k";

    /** On events: the vault subject of the acting user. */
    public static final String ACTOR_USER = "actor.user";

    /** On command results: the position of the last stored event, or of a head that includes all events the decision read. */
    public static final String POSITION = "position";

    private LedgerMetadata() {}

    /** The position in the result of a command; empty if the ledger is empty. */
    public static Optional<Position> positionOf(Message<?> result) {
        return Optional.ofNullable(result.getMetaData().get(POSITION))
                .map(value -> new Position(((Number) value).longValue()));
    }
}
