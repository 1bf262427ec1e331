package org.keyledger.query.restore;

import org.axonframework.eventhandling.EventHandler;
import org.keyledger.kernel.restore.RestoreEvent.KeysConfirmed;
import org.keyledger.kernel.restore.RestoreEvent.KeysSuspended;
import org.keyledger.kernel.restore.RestoreEvent.SessionsEnded;
import org.keyledger.ledger.Position;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;
import org.keyledger.query.restore.RestoreMarks.Mark;

/** Projects restores into {@link RestoreMarks}; an event that concerns all keys changes one document. */
final class RestoreProjection {

    private final View<Mark> marks;

    RestoreProjection(ReadModels models) {
        this.marks = models.view(RestoreMarks.DEFINITION);
    }

    @EventHandler
    void on(SessionsEnded event, Position position) {
        put(RestoreMarks.SESSIONS_ENDED, position, position.value());
    }

    @EventHandler
    void on(KeysSuspended event, Position position) {
        put(RestoreMarks.KEYS_SUSPENDED, position, position.value());
    }

    @EventHandler
    void on(KeysConfirmed event, Position position) {
        if (event.tenant() == null) {
            put(RestoreMarks.KEYS_SUSPENDED, position, 0);
        } else {
            put(event.tenant().toString(), position, position.value());
        }
    }

    private void put(String subject, Position position, long mark) {
        marks.put(subject, position, new Mark(subject, mark));
    }
}
