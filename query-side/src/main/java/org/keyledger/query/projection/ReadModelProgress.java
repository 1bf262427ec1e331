package org.keyledger.query.projection;

import java.time.Duration;
import org.keyledger.kernel.commit.ReadModelBehindException;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.axon.ProjectionStatus;

/** The position that the read models have reached. It is kept in memory, so that waiting does not read the store. */
public final class ReadModelProgress {

    private static final Duration AWAIT_TIMEOUT = Duration.ofSeconds(2);

    private final Ledger ledger;
    private final ProjectionStatus status;

    ReadModelProgress(Ledger ledger, ProjectionStatus status) {
        this.ledger = ledger;
        this.status = status;
    }

    /** Waits until the read models have reached this position; false after two seconds. */
    public boolean awaitPosition(long position) {
        try {
            return status.awaitReached(new Position(position), AWAIT_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The position of the last event that the read models contain; -1 if there is none. */
    public long position() {
        return status.next().value() - 1;
    }

    /** Whether the read models contain every event that this process knows to be durable. */
    boolean isAtHead() {
        return !status.next().isBefore(ledger.committedPosition());
    }

    /**
     * Waits until the read models have reached this position.
     *
     * @throws ReadModelBehindException if they do not within two seconds
     */
    public void requirePosition(long position) {
        if (!awaitPosition(position)) {
            throw new ReadModelBehindException(position);
        }
    }

    /** Waits until the read models have reached the ledger's current head; false after two seconds. */
    public boolean awaitHead() {
        var next = ledger.nextPosition().value();
        return next == 0 || awaitPosition(next - 1);
    }
}
