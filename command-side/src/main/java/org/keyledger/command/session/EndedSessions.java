package org.keyledger.command.session;

import java.util.Optional;
import java.util.function.Function;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionId;

/**
 * Finds out from the ledger whether a session was ended. Does not lock the session, so that a command that holds the lock
 * of its user cannot wait for one that ends the session. A session that is over because it was not used was not ended.
 */
public final class EndedSessions {

    private final Function<String, Optional<Object>> lastEvents;

    /** @param lastEvents the payload of the last event of an aggregate */
    EndedSessions(Function<String, Optional<Object>> lastEvents) {
        this.lastEvents = lastEvents;
    }

    /** Also true for a session that the ledger does not have. */
    public boolean contains(SessionId session) {
        return lastEvents
                .apply(session.toString())
                .filter(event -> !(event instanceof SessionEnded))
                .isEmpty();
    }
}
