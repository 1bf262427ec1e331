package org.keyledger.command.handling;

import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.apikey.ApiKeyCommand;
import org.keyledger.kernel.session.SessionCommand;
import org.keyledger.kernel.tenant.TenantCommand;
import org.keyledger.kernel.user.UserCommand;
import org.keyledger.kernel.user.UserCommand.CancelEmailChange;
import org.keyledger.kernel.user.UserCommand.ConfirmEmailChange;
import org.keyledger.kernel.user.UserCommand.EraseUser;
import org.keyledger.kernel.user.UserCommand.RepeatErasure;
import org.keyledger.kernel.user.UserCommand.RepeatNewPassword;
import org.keyledger.kernel.user.UserCommand.ResetPassword;
import org.keyledger.kernel.user.UserCommand.UndoEmailChange;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;

/**
 * Refuses a command for an unknown aggregate with the refusal that its feature also uses for an aggregate of another
 * owner.
 */
final class AggregateNotFoundInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        try {
            return chain.proceed();
        } catch (AggregateNotFoundException e) {
            return refusal(unitOfWork.getMessage().getPayload(), e);
        }
    }

    private static Decision refusal(Object command, AggregateNotFoundException e) {
        if (command instanceof ApiKeyCommand) {
            return Decision.refuse(Refusal.NO_SUCH_KEY);
        }
        if (command instanceof SessionCommand) {
            return Decision.refuse(Refusal.NO_SUCH_SESSION);
        }
        if (command instanceof VerifyEmail
                || command instanceof ConfirmEmailChange
                || command instanceof CancelEmailChange
                || command instanceof UndoEmailChange
                || command instanceof ResetPassword
                || command instanceof RepeatNewPassword) {
            return Decision.refuse(Refusal.INVALID_TOKEN); // do not reveal why a link is invalid
        }
        if (e instanceof AggregateDeletedException
                && (command instanceof EraseUser || command instanceof RepeatErasure)) {
            return Decision.noChange(); // erasing twice is not an error
        }
        if (command instanceof UserCommand) {
            return Decision.refuse(Refusal.NO_SUCH_USER);
        }
        if (command instanceof TenantCommand) {
            return Decision.refuse(Refusal.NOT_FOUNDER);
        }
        throw e;
    }
}
