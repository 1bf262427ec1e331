package org.keyledger.ledger.axon;

import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Position;

/** Converts tokens and positions: a token of Axon is the last handled event, a position of the ledger is the next one. */
final class TrackingTokens {

    private TrackingTokens() {}

    /** The token of a reader whose next event is at this position. */
    static TrackingToken before(Position next) {
        return new GlobalSequenceTrackingToken(next.value() - 1);
    }

    /** The position of the next event to handle; the first one without a token. */
    static Position next(@Nullable TrackingToken token) {
        TrackingToken lowerBound = WrappedToken.unwrapLowerBound(token);
        return lowerBound == null ? Position.FIRST : new Position(index(lowerBound) + 1);
    }

    /** The token of the event at this position. */
    static TrackingToken of(Position position) {
        return new GlobalSequenceTrackingToken(position.value());
    }

    /** The position of the event that has this token. */
    static Position positionOf(TrackingToken token) {
        return new Position(index(token));
    }

    private static long index(TrackingToken token) {
        return token.position().orElseThrow(() -> new IllegalArgumentException("not a token of this ledger: " + token));
    }
}
