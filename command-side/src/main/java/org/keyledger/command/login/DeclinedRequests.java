package org.keyledger.command.login;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.keyledger.kernel.Decision.done;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.login.AddressDayId;
import org.keyledger.kernel.login.LoginEvent.RequestDeclined;

/** Aggregate of the requests that were declined for one address on one day. */
final class DeclinedRequests {

    @AggregateIdentifier
    private AddressDayId id;

    /** Called by Axon, which then applies the stored events. */
    DeclinedRequests() {}

    DeclinedRequests(AddressDayId id) {
        apply(new RequestDeclined(id));
    }

    Decision decline() {
        apply(new RequestDeclined(id));
        return done();
    }

    @EventSourcingHandler
    void on(RequestDeclined event) {
        id = event.requests();
    }
}
