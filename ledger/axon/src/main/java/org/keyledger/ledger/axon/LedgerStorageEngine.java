package org.keyledger.ledger.axon;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.axonframework.common.AxonNonTransientException;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;
import org.axonframework.eventsourcing.eventstore.EventStorageEngine;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.axonframework.modelling.command.AggregateStreamCreationException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.AppendRejectedException.ReservationConflictException;
import org.keyledger.ledger.AppendRejectedException.SequenceConflictException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.Reservations.Reservation;

/**
 * Axon's event storage over the ledger: all events of one unit of work are one commit.
 *
 * <p>Appending returns when the commit is durable; commits of several threads share a batch. A sequence that another commit
 * has recorded and a reservation that conflicts become Axon's {@link ConcurrencyException}, or a conflict at sequence 0 its {@link AggregateStreamCreationException}
 * with a cause that no retry scheduler treats as transient; every other rejection is thrown as it is. Snapshots are not
 * supported.
 */
public final class LedgerStorageEngine implements EventStorageEngine {

    private static final String APPENDED = LedgerStorageEngine.class.getName() + ".appended";

    private final Ledger ledger;
    private final EventWriter writer;
    private final EventReader reader;

    LedgerStorageEngine(Ledger ledger, EventWriter writer, EventReader reader) {
        this.ledger = ledger;
        this.writer = writer;
        this.reader = reader;
    }

    /** The position of the last event that this unit of work stored; empty if it stored none. */
    static Optional<Position> appendedPosition(UnitOfWork<?> root) {
        return Optional.ofNullable(root.getResource(APPENDED));
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (events.isEmpty()) {
            return;
        }
        if (!CurrentUnitOfWork.isStarted()) {
            append(events, List.of());
            return;
        }
        UnitOfWork<?> root = CurrentUnitOfWork.get().root();
        if (appendedPosition(root).isPresent()) {
            throw new IllegalStateException("a unit of work must append its events as one commit, this is the second");
        }
        root.resources().put(APPENDED, append(events, CommitReservations.of(root)));
    }

    private Position append(List<? extends EventMessage<?>> events, List<Reservation> reservations) {
        Commit commit = writer.write(events);
        try {
            return ledger.append(commit, reservations).join();
        } catch (CompletionException e) {
            writer.discard(commit);
            throw toAxonException(e.getCause() == null ? e : e.getCause());
        } catch (SequenceConflictException e) {
            writer.discard(commit);
            throw toAxonException(e);
        }
    }

    private static RuntimeException toAxonException(Throwable cause) {
        if (cause instanceof SequenceConflictException conflict) {
            String message = String.valueOf(conflict.getMessage());
            return conflict.sequence() == 0
                    ? new AggregateStreamCreationException(message, new AggregateAlreadyExistsException(conflict))
                    : new ConcurrencyException(message, conflict);
        }
        if (cause instanceof ReservationConflictException) {
            return new ConcurrencyException(String.valueOf(cause.getMessage()), cause);
        }
        return cause instanceof RuntimeException exception ? exception : new IllegalStateException(cause);
    }

    /** The aggregate exists, a retry cannot succeed. Axon's retry schedulers look for such a cause. */
    private static final class AggregateAlreadyExistsException extends AxonNonTransientException {

        private static final long serialVersionUID = 1;

        AggregateAlreadyExistsException(SequenceConflictException cause) {
            super(String.valueOf(cause.getMessage()), cause);
        }
    }

    @Override
    public DomainEventStream readEvents(String aggregateId, long firstSequence) {
        return reader.readDomainEvents(ledger.readEvents(aggregateId, firstSequence));
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregateId) {
        return ledger.lastSequence(aggregateId);
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
        Position from = TrackingTokens.next(token);
        return ledger.stream(from)
                .flatMap(commit -> reader.decode(commit).stream())
                .filter(event -> !reader.positionOf(event).isBefore(from));
    }

    @Override
    public TrackingToken createTailToken() {
        return TrackingTokens.before(Position.FIRST);
    }

    @Override
    public TrackingToken createHeadToken() {
        return TrackingTokens.before(ledger.nextPosition());
    }

    @Override
    public TrackingToken createTokenAt(Instant time) {
        return TrackingTokens.before(positionAtOrAfter(time));
    }

    /** A binary search: each commit has the greatest event time up to it. Without a later event, the next position. */
    private Position positionAtOrAfter(Instant time) {
        Position low = Position.FIRST;
        Position high = ledger.nextPosition();
        while (low.isBefore(high)) {
            Position middle = new Position((low.value() + high.value()) / 2);
            RecordedCommit commit = ledger.read(middle, 1).get(0);
            if (commit.maxEventTime().isBefore(time)) {
                low = commit.next();
            } else {
                high = commit.first();
            }
        }
        List<RecordedCommit> found = ledger.read(low, 1);
        return found.isEmpty() ? low : positionAtOrAfter(time, found.get(0), low);
    }

    private static Position positionAtOrAfter(Instant time, RecordedCommit commit, Position fallback) {
        Position position = commit.first();
        for (EventRecord event : commit.commit().events()) {
            if (!event.time().isBefore(time)) {
                return position;
            }
            position = position.next();
        }
        return fallback;
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateId) {
        return Optional.empty();
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new IllegalStateException("the ledger does not support snapshots: remove the snapshot trigger");
    }
}
