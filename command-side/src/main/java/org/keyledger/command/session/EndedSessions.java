package org.keyledger.command.session;

import org.axonframework.eventhandling.DomainEventMessage;
import org.keyledger.kernel.restore.RestoreEvent.SessionsEnded;
import org.keyledger.kernel.session.SessionEvent.SessionEnded;
import org.keyledger.kernel.session.SessionId;
import org.keyledger.ledger.axon.LedgerAxonAdapter;

/**
 * Finds out from the ledger whether a session was ended, also by a restore, which ends all of them with one event. Does not
 * lock the session, so that a command that holds the lock of its user cannot wait for one that ends the session. A session
 * that is over because it was not used was not ended.
 */
public final class EndedSessions {

    private final LedgerAxonAdapter axonLedger;

    EndedSessions(LedgerAxonAdapter axonLedger) {
        this.axonLedger = axonLedger;
    }

    /** Also true for a session that the ledger does not have. */
    public boolean contains(SessionId session) {
        return axonLedger
                .lastMessage(session.toString())
                .filter(event -> !(event.getPayload() instanceof SessionEnded) && !isBeforeRestore(event))
                .isEmpty();
    }

    /** A session has no events after a restore has ended it. */
    private boolean isBeforeRestore(DomainEventMessage<?> last) {
        var position = LedgerAxonAdapter.positionOf(last);
        return axonLedger.ledgerEvents().stream()
                .filter(event -> event.getPayload() instanceof SessionsEnded)
                .anyMatch(event -> position.isBefore(LedgerAxonAdapter.positionOf(event)));
    }
}
