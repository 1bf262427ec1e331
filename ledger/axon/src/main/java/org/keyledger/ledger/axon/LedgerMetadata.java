package org.keyledger.ledger.axon;

import java.util.Optional;
import org.axonframework.messaging.Message;
import org.keyledger.ledger.Position;

/** The metadata names that the ledger itself understands. */
public final class LedgerMetadata {

    /** On events: the key of their commit, the request's idempotency key. It is kept with the commit, not the event. */
    public static final String COMMIT_KEY = "k";

    /** On events: the vault subject of who did it. */
    public static final String ACTOR = "actor";

    /** On command results: the position of the last event that was stored, or of the head that the decision saw. */
    public static final String POSITION = "position";

    private LedgerMetadata() {}

    /** The position that a command's result carries; empty while the ledger is. */
    public static Optional<Position> positionOf(Message<?> result) {
        return Optional.ofNullable(result.getMetaData().get(POSITION))
                .map(value -> new Position(((Number) value).longValue()));
    }
}
