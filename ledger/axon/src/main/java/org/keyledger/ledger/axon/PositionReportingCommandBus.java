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
import org.keyledger.ledger.RecordedCommit;

/**
 * A command bus whose results say where the ledger stood: metadata {@link LedgerMetadata#POSITION} is the last event
 * that the command stored or, if it stored nothing, a head that holds all it decided on. Commands are handled in the
 * caller's thread. A failure carries none, nor does a command within another one's unit of work.
 */
public final class PositionReportingCommandBus extends SimpleCommandBus {

    private final Ledger ledger;

    /** @param builder monitors, spans and the like; nothing else of it is touched */
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
                    .or(() -> ledger.head().map(RecordedCommit::last))
                    .<CommandResultMessage<? extends R>>map(
                            at -> result.andMetaData(Map.of(LedgerMetadata.POSITION, at.value())))
                    .orElse(result);
        } catch (RuntimeException e) {
            return new GenericCommandResultMessage<>(e);
        }
    }

    /** What one command's handling leaves behind; its unit of work is over when the callback runs. */
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
