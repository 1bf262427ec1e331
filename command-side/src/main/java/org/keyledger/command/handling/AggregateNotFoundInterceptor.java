package org.keyledger.command.handling;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand;
import org.keyledger.kernel.session.SessionCommand;
import org.keyledger.kernel.user.UserCommand;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;

/**
 * Turns a command for an unknown aggregate into the refusal that its feature also uses for an aggregate of another
 * owner.
 */
final class AggregateNotFoundInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        try {
            return chain.proceed();
        } catch (AggregateNotFoundException unknown) {
            return refusal(unitOfWork.getMessage().getPayload(), unknown);
        }
    }

    private static Decision refusal(Object command, AggregateNotFoundException unknown) {
        if (command instanceof ApiKeyCommand) {
            return Decision.refuse(Refusal.NO_SUCH_KEY);
        }
        if (command instanceof SessionCommand) {
            return Decision.refuse(Refusal.NO_SUCH_SESSION);
        }
        if (command instanceof VerifyEmail
                || command instanceof ConfirmEmailChange
                || command instanceof ResetPassword) {
            return Decision.refuse(Refusal.INVALID_TOKEN); // do not reveal why a link is invalid
        }
        if (command instanceof UserCommand) {
            return Decision.refuse(Refusal.NO_SUCH_USER);
        }
        throw unknown;
    }
}
