package org.keyledger.ledger.axon;

import java.util.Map;
import java.util.Optional;
import org.axonframework.commandhandling.CommandCallback;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.CommandResultMessage;
import org.axonframework.commandhandling.GenericCommandResultMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.messaging.MessageHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;

/**
 * A command bus that adds the ledger's position to successful results: {@link LedgerMetadata#POSITION} is the last event
 * that the command stored or, if it stored none, a head that includes every event it read. Commands are handled in the
 * caller's thread. The result of a command within another one's unit of work has no position.
 */
public final class PositionReportingCommandBus extends SimpleCommandBus {

    private final Ledger ledger;

    /** @param builder may have monitors, spans and the like; it is used as it is */
    public PositionReportingCommandBus(SimpleCommandBus.Builder builder, Ledger ledger) {
        super(builder);
        this.ledger = ledger;
    }

    @Override
    protected <C, R> void handle(
            CommandMessage<C> command,
            MessageHandler<? super CommandMessage<?>> handler,
            CommandCallback<? super C, ? super R> callback) {
        Handling handling = new Handling(CurrentUnitOfWork.isStarted());
        super.<C, R>handle(
                command,
                message -> {
                    handling.unitOfWork = CurrentUnitOfWork.get();
                    return handler.handle(message);
                },
                (handled, result) -> callback.onResult(handled, withPosition(handling, result)));
    }

    private <R> CommandResultMessage<? extends R> withPosition(
            Handling handling, CommandResultMessage<? extends R> result) {
        if (handling.nested || result.isExceptional()) {
            return result;
        }
        try {
            return handling.storedPosition()
                    .or(this::lastPosition)
                    .<CommandResultMessage<? extends R>>map(
                            position -> result.andMetaData(Map.of(LedgerMetadata.POSITION, position.value())))
                    .orElse(result);
        } catch (RuntimeException e) {
            return new GenericCommandResultMessage<>(e);
        }
    }

    private Optional<Position> lastPosition() {
        Position next = ledger.nextPosition();
        return next.equals(Position.FIRST) ? Optional.empty() : Optional.of(new Position(next.value() - 1));
    }

    /** State of one command; the unit of work has ended when the callback runs. */
    private static final class Handling {

        private final boolean nested;
        private @Nullable UnitOfWork<?> unitOfWork;

        private Handling(boolean nested) {
            this.nested = nested;
        }

        private Optional<Position> storedPosition() {
            return Optional.ofNullable(unitOfWork).flatMap(LedgerStorageEngine::appendedPosition);
        }
    }
}
