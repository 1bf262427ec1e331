package org.keyledger.query.projection;

import java.time.Duration;
import org.keyledger.kernel.commit.ReadModelBehindException;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.axon.ProjectionStatus;

/** How far the read models see; known in memory, so that waiting for it costs no look into the store. */
public final class ReadModelProgress {

    private static final Duration AWAIT_TIMEOUT = Duration.ofSeconds(2);

    private final Ledger ledger;
    private final ProjectionStatus status;

    ReadModelProgress(Ledger ledger, ProjectionStatus status) {
        this.ledger = ledger;
        this.status = status;
    }

    /** Waits until the read models have seen this position; false after two seconds. */
    public boolean awaitPosition(long position) {
        try {
            return status.awaitReached(new Position(position), AWAIT_TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** @throws ReadModelBehindException if the read models do not see this position within two seconds */
    public void requirePosition(long position) {
        if (!awaitPosition(position)) {
            throw new ReadModelBehindException(position);
        }
    }

    /**
     * Waits for everything that the ledger holds at this moment.
     *
     * @throws ReadModelBehindException after two seconds
     */
    public void requireHead() {
        ledger.head().map(RecordedCommit::last).map(Position::value).ifPresent(this::requirePosition);
    }
}
