package org.keyledger.command.handling;

import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.ledger.Ledger;

/**
 * Adds the position up to which the command handler sees every event; it may see later ones too. The position comes
 * from memory, not from the store.
 */
final class DecisionPositionInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

    private final Ledger ledger;

    DecisionPositionInterceptor(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        long last = ledger.committedPosition().value() - 1;
        if (last >= 0) {
            unitOfWork.transformMessage(
                    message -> message.andMetaData(Map.of(RequestMetadata.DECIDED_AT_POSITION, last)));
        }
        return chain.proceed();
    }
}
