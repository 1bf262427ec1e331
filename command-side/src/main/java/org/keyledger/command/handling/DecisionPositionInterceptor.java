package org.keyledger.command.handling;

import java.util.Map;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.ledger.Ledger;

/** Notes the ledger's head before anything is loaded: the decision saw all of that, and perhaps more. */
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
