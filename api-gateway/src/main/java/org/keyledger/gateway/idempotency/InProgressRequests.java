package org.keyledger.gateway.idempotency;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.UUID;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.ledger.AtomicStore;

/** The requests that are under way, each with a cell that names the process it runs in. */
final class InProgressRequests {

    /** A store belongs to one process at a time: what another one left running ended with it. */
    private static final String HERE = UUID.randomUUID().toString();

    private final AtomicStore cells;
    private final Duration atMost;

    /** @param atMost how long one of this process is taken to run that never says that it ended */
    InProgressRequests(AtomicStore cells, Duration atMost) {
        this.cells = cells;
        this.atMost = atMost;
    }

    /** One request; closing it says that it ended. */
    interface RequestLease extends AutoCloseable {

        @Override
        void close();
    }

    /** Refuses as in-progress if the same request runs already. */
    RequestLease begin(String request) {
        var cell = "running:" + request;
        var ours = (HERE + " " + UUID.randomUUID()).getBytes(US_ASCII);
        if (!cells.acquire(cell, ours, atMost) && !takenOver(cell, ours)) {
            throw Problem.IN_PROGRESS.found();
        }
        return () -> cells.remove(cell, ours);
    }

    /** Of those who find the same dead one, one alone replaces its very value. */
    private boolean takenOver(String cell, byte[] ours) {
        return cells.get(cell)
                .filter(held -> !new String(held, US_ASCII).startsWith(HERE))
                .filter(held -> cells.renew(cell, held, ours, atMost))
                .isPresent();
    }
}
