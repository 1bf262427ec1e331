package org.keyledger.ledger.axon;

import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.WrappedToken;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Position;

/** Axon's tokens name the last event that was handled, the ledger's positions the next one. */
final class TrackingTokens {

    private TrackingTokens() {}

    static TrackingToken before(Position next) {
        return new GlobalSequenceTrackingToken(next.value() - 1);
    }

    static Position next(@Nullable TrackingToken token) {
        TrackingToken plain = WrappedToken.unwrapLowerBound(token);
        return plain == null ? Position.FIRST : new Position(index(plain) + 1);
    }

    static Position positionOf(TrackingToken token) {
        return new Position(index(token));
    }

    private static long index(TrackingToken token) {
        return token.position().orElseThrow(() -> new IllegalArgumentException("not a token of this ledger: " + token));
    }
}
