package org.keyledger.command.factor;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.util.Optional;
import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.keyledger.command.session.SecondFactorVerifier;
import org.keyledger.command.session.SessionValidator;
import org.keyledger.command.user.SecondFactorRemover;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.factor.FactorCommand;
import org.keyledger.kernel.factor.FactorCommand.ConfirmTotp;
import org.keyledger.kernel.factor.FactorCommand.DisableTotp;
import org.keyledger.kernel.factor.FactorCommand.EnrollTotp;
import org.keyledger.kernel.factor.FactorCommand.GenerateRecoveryCodes;
import org.keyledger.kernel.factor.FactorCommand.UseSecondFactor;
import org.keyledger.kernel.factor.FactorEvent.Reason;
import org.keyledger.kernel.factor.FactorUse;
import org.keyledger.kernel.factor.SecondFactorId;
import org.keyledger.kernel.user.UserId;

/**
 * Handles the commands to second factors, and decides about them for log-ins and password resets. The user is always
 * locked before the factor.
 */
final class FactorCommandHandler implements SecondFactorVerifier, SecondFactorRemover {

    private final Repository<SecondFactor> factors;
    private final SessionValidator sessionValidator;

    FactorCommandHandler(Repository<SecondFactor> factors, SessionValidator sessionValidator) {
        this.factors = factors;
        this.sessionValidator = sessionValidator;
    }

    @CommandHandler
    Decision handle(EnrollTotp command) throws Exception {
        if (!isSignedIn(command)) {
            return refuse(Refusal.SIGNED_OUT);
        }
        var factor = find(command.by().user());
        if (factor.isPresent()) {
            return factor.get().invoke(it -> it.enroll(command));
        }
        factors.newInstance(() -> new SecondFactor(command));
        return done();
    }

    @CommandHandler
    Decision handle(ConfirmTotp command) {
        return decide(command, factor -> factor.confirm(command), refuse(Refusal.NO_SECOND_FACTOR));
    }

    @CommandHandler
    Decision handle(DisableTotp command) {
        return decide(command, factor -> factor.disable(Reason.REQUESTED), noChange());
    }

    @CommandHandler
    Decision handle(GenerateRecoveryCodes command) {
        return decide(
                command,
                factor -> factor.replaceRecoveryCodes(command.codes()),
                refuse(Refusal.NO_SECOND_FACTOR));
    }

    @CommandHandler
    Decision handle(UseSecondFactor command) {
        return decide(
                command,
                factor -> factor.use(command.use()).map(Decision::refuse).orElseGet(Decision::done),
                refuse(Refusal.WRONG_CODE));
    }

    private Decision decide(FactorCommand command, Function<SecondFactor, Decision> decision, Decision withoutFactor) {
        if (!isSignedIn(command)) {
            return refuse(Refusal.SIGNED_OUT);
        }
        return find(command.by().user())
                .map(factor -> factor.invoke(decision))
                .orElse(withoutFactor);
    }

    private boolean isSignedIn(FactorCommand command) {
        var by = command.by();
        return sessionValidator.isSessionValid(by.user(), by.credential(), by.session());
    }

    @Override
    public Optional<Refusal> use(UserId user, @Nullable FactorUse use) {
        var factor = find(user);
        if (factor.isEmpty()) {
            return Optional.ofNullable(use).map(unknown -> Refusal.WRONG_CODE);
        }
        return factor.get().invoke(it -> it.use(use));
    }

    @Override
    public void removeUnproved(UserId user) {
        find(user).ifPresent(factor -> factor.execute(it -> it.disable(Reason.OWNERSHIP_NOT_PROVED)));
    }

    private Optional<Aggregate<SecondFactor>> find(UserId user) {
        try {
            return Optional.of(factors.load(new SecondFactorId(user).toString()));
        } catch (AggregateNotFoundException e) {
            return Optional.empty();
        }
    }
}
