package org.keyledger.command.handling;

import java.util.Optional;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.keyledger.kernel.Actor;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserEvent.UserRegistered;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.axon.LedgerAxonAdapter;

/**
 * Rejects a command without an actor, so that no event is recorded without one. Adds the tenant of an actor that is known
 * by its user only, such as the holder of a mailed link; it is read from the ledger, because a read model can be late.
 */
final class ActorInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

    private final LedgerAxonAdapter axonLedger;

    ActorInterceptor(LedgerAxonAdapter axonLedger) {
        this.axonLedger = axonLedger;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        CommandMessage<?> command = unitOfWork.getMessage();
        Actor actor = Actor.of(command.getMetaData())
                .orElseThrow(() -> new IllegalStateException("command has no actor: " + command.getCommandName()));
        if (actor.user() != null && actor.tenant() == null) {
            tenantOf(actor.user())
                    .map(tenant -> actor.in(tenant).metadata())
                    .ifPresent(complete -> unitOfWork.transformMessage(message -> message.andMetaData(complete)));
        }
        return chain.proceed();
    }

    private Optional<TenantId> tenantOf(UserId user) {
        return axonLedger
                .firstEvent(user.toString())
                .filter(UserRegistered.class::isInstance)
                .map(event -> ((UserRegistered) event).tenant());
    }
}
