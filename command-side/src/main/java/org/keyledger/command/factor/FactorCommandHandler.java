package org.keyledger.command.factor;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.noChange;
import static org.keyledger.kernel.Decision.refuse;

import java.util.function.Function;
import org.axonframework.commandhandling.CommandHandler;
import org.keyledger.command.session.SessionValidator;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.factor.FactorCommand;
import org.keyledger.kernel.factor.FactorCommand.ConfirmTotp;
import org.keyledger.kernel.factor.FactorCommand.DisableTotp;
import org.keyledger.kernel.factor.FactorCommand.EnrollTotp;
import org.keyledger.kernel.factor.FactorCommand.GenerateRecoveryCodes;
import org.keyledger.kernel.factor.FactorCommand.UseSecondFactor;
import org.keyledger.kernel.factor.FactorEvent.Reason;

/** Handles the commands to second factors. Each locks the user before the factor. */
final class FactorCommandHandler {

    private final SecondFactors factors;
    private final SessionValidator sessionValidator;

    FactorCommandHandler(SecondFactors factors, SessionValidator sessionValidator) {
        this.factors = factors;
        this.sessionValidator = sessionValidator;
    }

    @CommandHandler
    Decision handle(EnrollTotp command) throws Exception {
        if (!isSignedIn(command)) {
            return refuse(Refusal.SIGNED_OUT);
        }
        var factor = factors.find(command.by().user());
        if (factor.isPresent()) {
            return factor.get().invoke(it -> it.enroll(command));
        }
        factors.create(command);
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
                command, factor -> factor.replaceRecoveryCodes(command.codes()), refuse(Refusal.NO_SECOND_FACTOR));
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
        return factors.find(command.by().user())
                .map(factor -> factor.invoke(decision))
                .orElse(withoutFactor);
    }

    private boolean isSignedIn(FactorCommand command) {
        var by = command.by();
        return sessionValidator.isSessionValid(by.user(), by.credential(), by.session());
    }
}
