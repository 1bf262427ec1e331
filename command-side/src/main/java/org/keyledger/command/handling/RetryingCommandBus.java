package org.keyledger.command.handling;

import org.axonframework.commandhandling.CommandBus;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.callbacks.LoggingCallback;
import org.axonframework.common.Registration;
import org.axonframework.messaging.MessageDispatchInterceptor;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.MessageHandlerInterceptor;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;

/**
 * Retries a command, at most three times, after a concurrency conflict: another commit appended to the same aggregate
 * first.
 *
 * <p>The conflict is reported at the commit, after the handler has returned, so only the bus can retry. A conflict
 * about a new aggregate is retried too: of two sign-ups with one address, the second finds the claim's first event when
 * it is retried, and is refused.
 */
final class RetryingCommandBus implements CommandBus {

    private static final int MAX_RETRIES = 3;

    private final CommandBus bus;

    RetryingCommandBus(CommandBus bus) {
        this.bus = bus;
    }

    @Override
    public <C> void dispatch(CommandMessage<C> command) {
        dispatch(command, LoggingCallback.INSTANCE);
    }

    @Override
    public <C, R> void dispatch(CommandMessage<C> command, CommandCallback<? super C, ? super R> callback) {
        dispatchWithRetries(command, callback, MAX_RETRIES);
    }

    private <C, R> void dispatchWithRetries(
            CommandMessage<C> command, CommandCallback<? super C, ? super R> callback, int retriesLeft) {
        bus.<C, R>dispatch(command, (handled, result) -> {
            if (retriesLeft > 0 && isConcurrencyFailure(result)) {
                dispatchWithRetries(command, callback, retriesLeft - 1);
            } else {
                callback.onResult(handled, result);
            }
        });
    }

    private static boolean isConcurrencyFailure(CommandResultMessage<?> result) {
        return result.isExceptional()
                && (result.exceptionResult() instanceof ConcurrencyException
                        || result.exceptionResult() instanceof AggregateStreamCreationException);
    }

    @Override
    public Registration subscribe(String commandName, MessageHandler<? super CommandMessage<?>> handler) {
        return bus.subscribe(commandName, handler);
    }

    @Override
    public Registration registerDispatchInterceptor(
            MessageDispatchInterceptor<? super CommandMessage<?>> dispatchInterceptor) {
        return bus.registerDispatchInterceptor(dispatchInterceptor);
    }

    @Override
    public Registration registerHandlerInterceptor(
            MessageHandlerInterceptor<? super CommandMessage<?>> handlerInterceptor) {
        return bus.registerHandlerInterceptor(handlerInterceptor);
    }
}
