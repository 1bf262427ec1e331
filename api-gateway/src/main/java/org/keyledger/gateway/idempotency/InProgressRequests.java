package org.keyledger.gateway.idempotency;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.UUID;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.ledger.AtomicStore;

/** The requests that are under way, each with a cell that names the process it runs in. */
final class InProgressRequests {

    /** A store belongs to one process at a time: what another one left running ended with it. */
    private static final String PROCESS_ID = UUID.randomUUID().toString();

    private final AtomicStore store;
    private final Duration leaseDuration;

    /** @param atMost how long one of this process is taken to run that never says that it ended */
    InProgressRequests(AtomicStore store, Duration atMost) {
        this.store = store;
        this.leaseDuration = atMost;
    }

    /** One request; closing it says that it ended. */
    interface RequestLease extends AutoCloseable {

        @Override
        void close();
    }

    /** Refuses as in-progress if the same request runs already. */
    RequestLease acquire(String request) {
        var leaseKey = "running:" + request;
        var ours = (PROCESS_ID + " " + UUID.randomUUID()).getBytes(US_ASCII);
        if (!store.acquireLease(leaseKey, ours, leaseDuration) && !tryTakeOver(leaseKey, ours)) {
            throw Problem.IN_PROGRESS.toException();
        }
        return () -> store.remove(leaseKey, ours);
    }

    /** Of those who find the same dead one, one alone replaces its very value. */
    private boolean tryTakeOver(String leaseKey, byte[] ours) {
        return store.get(leaseKey)
                .filter(held -> !new String(held, US_ASCII).startsWith(PROCESS_ID))
                .filter(held -> store.renewLease(leaseKey, held, ours, leaseDuration))
                .isPresent();
    }
}
