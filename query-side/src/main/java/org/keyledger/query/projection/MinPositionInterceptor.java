package org.keyledger.query.projection;

import org.axonframework.messaging.InterceptorChain;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.queryhandling.QueryMessage;
import org.keyledger.kernel.RequestMetadata;

/** Waits until the read models have reached the position that a query requires. */
record MinPositionInterceptor(ReadModelProgress progress) implements MessageHandlerInterceptor<QueryMessage<?, ?>> {

    @Override
    public Object handle(UnitOfWork<? extends QueryMessage<?, ?>> work, InterceptorChain next) throws Exception {
        if (work.getMessage().getMetaData().get(RequestMetadata.MIN_POSITION) instanceof Number position) {
            progress.requirePosition(position.longValue());
        }
        return next.proceed();
    }
}
