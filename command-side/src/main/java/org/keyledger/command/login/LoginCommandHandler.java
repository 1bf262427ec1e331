package org.keyledger.command.login;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;

import java.time.Clock;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.login.AddressDayId;
import org.keyledger.kernel.login.LoginCommand.DeclineRequest;
import org.keyledger.kernel.login.LoginCommand.RecordFailedLogin;
import org.keyledger.ledger.axon.LedgerRepository;
import org.keyledger.ledger.encryption.SubjectKeys;

/**
 * Records what happened at an address in streams of the address and the day; does nothing once the key of that day is
 * destroyed.
 */
final class LoginCommandHandler {

    /** Labels of the keys that are derived from the day's key; encryption uses another label. */
    private static final String FAILURES_LABEL = "failed log-ins";

    private static final String DECLINED_LABEL = "declined requests";

    private final Repository<FailedLogins> failures;
    private final Repository<DeclinedRequests> declined;
    private final AddressDays failureDays;
    private final AddressDays declinedDays;
    private final Clock clock;

    LoginCommandHandler(
            Repository<FailedLogins> failures, Repository<DeclinedRequests> declined, SubjectKeys keys, Clock clock) {
        this.failures = failures;
        this.declined = declined;
        this.failureDays = new AddressDays(keys, FAILURES_LABEL);
        this.declinedDays = new AddressDays(keys, DECLINED_LABEL);
        this.clock = clock;
    }

    @CommandHandler
    Decision handle(RecordFailedLogin command) throws Exception {
        var stream = failureDays.stream(command.email(), AddressDays.dateOf(clock.instant()));
        return stream.isEmpty()
                ? noChange()
                : record(failures, stream.get(), FailedLogins::new, FailedLogins::recordFailure);
    }

    @CommandHandler
    Decision handle(DeclineRequest command) throws Exception {
        var stream = declinedDays.stream(command.email(), AddressDays.dateOf(clock.instant()));
        return stream.isEmpty()
                ? noChange()
                : record(declined, stream.get(), DeclinedRequests::new, DeclinedRequests::decline);
    }

    private static <T> Decision record(
            Repository<T> streams, AddressDayId stream, Function<AddressDayId, T> first, Function<T, Decision> next)
            throws Exception {
        var found = LedgerRepository.find(streams, stream.toString());
        if (found.isPresent()) {
            return found.get().invoke(next);
        }
        streams.newInstance(() -> first.apply(stream));
        return done();
    }
}
