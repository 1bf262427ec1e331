package org.keyledger.command.handling;

import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.ledger.Ledger;

/**
 * Records the ledger's head before any aggregate is loaded: the decision is based on all events up to there, and
 * possibly on later ones.
 */
final class DecisionPositionInterceptor implements MessageHandlerInterceptor<CommandMessage<?>> {

    private final Ledger ledger;

    DecisionPositionInterceptor(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public Object handle(UnitOfWork<? extends CommandMessage<?>> unitOfWork, InterceptorChain chain) throws Exception {
        ledger.head()
                .ifPresent(head -> unitOfWork.transformMessage(message -> message.andMetaData(
                        Map.of(RequestMetadata.DECIDED_AT_POSITION, head.last().value()))));
        return chain.proceed();
    }
}
