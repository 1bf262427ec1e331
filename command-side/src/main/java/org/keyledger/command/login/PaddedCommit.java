package org.keyledger.command.login;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.keyledger.kernel.login.LoginEvent.Padding;
import org.keyledger.kernel.login.LoginEvent.SignUpNoticeRequested;
import org.keyledger.kernel.login.PaddingId;

/** Aggregate of the events that one commit has only to be as large as another one. It has no later events. */
final class PaddedCommit {

    @AggregateIdentifier
    private PaddingId id;

    /** Called by Axon, which then applies the stored events. */
    PaddedCommit() {}

    PaddedCommit(PaddingId id, int events) {
        applyPadding(id, events);
    }

    PaddedCommit(SignUpNoticeRequested notice, int events) {
        apply(notice);
        applyPadding(notice.padding(), events - 1);
    }

    private static void applyPadding(PaddingId id, int events) {
        for (var event = 0; event < events; event++) {
            apply(new Padding(id));
        }
    }

    @EventSourcingHandler
    void on(SignUpNoticeRequested event) {
        id = event.padding();
    }

    @EventSourcingHandler
    void on(Padding event) {
        id = event.padding();
    }
}
