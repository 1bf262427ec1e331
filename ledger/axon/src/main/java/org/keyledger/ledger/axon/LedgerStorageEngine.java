package org.keyledger.ledger.axon;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
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
import org.keyledger.ledger.AppendRejectedException.SequenceConflictException;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;

/**
 * Axon's event storage over the ledger: all events of one unit of work are one commit.
 *
 * <p>Appending waits until the commit is durable; commits of several threads share a batch. A sequence that another
 * commit holds becomes Axon's {@link ConcurrencyException}, or at sequence 0 its {@link AggregateStreamCreationException}
 * with a cause that no retry scheduler takes for transient; every other refusal passes through as it is. Snapshots are
 * neither kept nor found.
 */
public final class LedgerStorageEngine implements EventStorageEngine {

    private static final String APPENDED = LedgerStorageEngine.class.getName() + ".appended";

    private final Ledger ledger;
    private final EventWriter writer;
    private final EventReader reader;
    private final TimestampLookup timestamps;

    LedgerStorageEngine(Ledger ledger, EventWriter writer, EventReader reader) {
        this.ledger = ledger;
        this.writer = writer;
        this.reader = reader;
        this.timestamps = new TimestampLookup(ledger);
    }

    /** Where the last event of this unit of work was stored; empty if none was. */
    static Optional<Position> appendedPosition(UnitOfWork<?> root) {
        return Optional.ofNullable(root.getResource(APPENDED));
    }

    @Override
    public void appendEvents(List<? extends EventMessage<?>> events) {
        if (events.isEmpty()) {
            return;
        }
        if (!CurrentUnitOfWork.isStarted()) {
            append(events);
            return;
        }
        UnitOfWork<?> root = CurrentUnitOfWork.get().root();
        if (appendedPosition(root).isPresent()) {
            throw new IllegalStateException("a unit of work is one commit; these events came after it was appended");
        }
        root.resources().put(APPENDED, append(events));
    }

    private Position append(List<? extends EventMessage<?>> events) {
        try {
            return ledger.append(writer.write(events)).join();
        } catch (CompletionException e) {
            throw toAxonException(e.getCause() == null ? e : e.getCause());
        } catch (SequenceConflictException e) {
            throw toAxonException(e);
        }
    }

    private static RuntimeException toAxonException(Throwable cause) {
        if (cause instanceof SequenceConflictException taken) {
            String message = String.valueOf(taken.getMessage());
            return taken.sequence() == 0
                    ? new AggregateStreamCreationException(message, new AggregateAlreadyExistsException(taken))
                    : new ConcurrencyException(message, taken);
        }
        return cause instanceof RuntimeException known ? known : new IllegalStateException(cause);
    }

    @Override
    public DomainEventStream readEvents(String aggregate, long firstSequence) {
        return reader.readDomainEvents(ledger.readEvents(aggregate, firstSequence));
    }

    @Override
    public Optional<Long> lastSequenceNumberFor(String aggregate) {
        return ledger.lastSequence(aggregate);
    }

    @Override
    public Stream<? extends TrackedEventMessage<?>> readEvents(@Nullable TrackingToken token, boolean mayBlock) {
        Position from = TrackingTokens.next(token);
        return new CommitStream(ledger, from)
                .stream()
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
        return TrackingTokens.before(timestamps.positionAtOrAfter(time));
    }

    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregate) {
        return Optional.empty();
    }

    @Override
    public void storeSnapshot(DomainEventMessage<?> snapshot) {
        throw new IllegalStateException("the ledger keeps no snapshots: configure none");
    }
}
