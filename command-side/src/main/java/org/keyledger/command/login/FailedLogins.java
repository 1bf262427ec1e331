package org.keyledger.command.login;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;
import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.login.AddressDayId;
import org.keyledger.kernel.login.LoginEvent.LoginFailed;

/**
 * Aggregate of the failed log-ins at one address on one day. At most 50 are recorded, so that nobody can fill the
 * ledger with them.
 */
final class FailedLogins {

    private static final int MAX_FAILURES = 50;

    @AggregateIdentifier
    private AddressDayId id;

    private int failures;

    /** Called by Axon, which then applies the stored events. */
    FailedLogins() {}

    FailedLogins(AddressDayId id) {
        apply(new LoginFailed(id));
    }

    Decision recordFailure() {
        if (failures >= MAX_FAILURES) {
            return noChange();
        }
        apply(new LoginFailed(id));
        return done();
    }

    @EventSourcingHandler
    void on(LoginFailed event) {
        id = event.attempts();
        failures++;
    }
}
