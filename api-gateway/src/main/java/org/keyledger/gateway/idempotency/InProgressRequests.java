package org.keyledger.gateway.idempotency;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.UUID;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.ledger.AtomicStore;

/** Leases on the idempotent requests that are running, and marks on those that were not answered. The value of a lease names the process. */
final class InProgressRequests {

    /** One process uses a store at a time, so a lease of another process belongs to a process that has ended. */
    private static final String PROCESS_ID = UUID.randomUUID().toString();

    private final AtomicStore store;
    private final Duration leaseDuration;

    /** @param leaseDuration how long a request of this process counts as running if its lease is not closed */
    InProgressRequests(AtomicStore store, Duration leaseDuration) {
        this.store = store;
        this.leaseDuration = leaseDuration;
    }

    /** The lease on one running request; closed when the request ends. */
    interface RequestLease extends AutoCloseable {

        @Override
        void close();
    }

    /** @throws org.keyledger.gateway.problem.ProblemException 409 {@code in-progress} if the same request is running */
    RequestLease acquire(String request) {
        var leaseKey = "running:" + request;
        var owner = (PROCESS_ID + " " + UUID.randomUUID()).getBytes(US_ASCII);
        if (!store.acquireLease(leaseKey, owner, leaseDuration) && !tryTakeOver(leaseKey, owner)) {
            throw Problem.IN_PROGRESS.toException();
        }
        return () -> store.remove(leaseKey, owner);
    }

    /** Remembers for a while that this request was committed, but not answered with its success. */
    void markUnanswered(String request, Duration duration) {
        store.acquireLease(unansweredKey(request), new byte[] {1}, duration);
    }

    boolean isUnanswered(String request) {
        return store.get(unansweredKey(request)).isPresent();
    }

    private static String unansweredKey(String request) {
        return "unanswered:" + request;
    }

    /** Takes over the lease of an ended process; compare-and-set lets one of several concurrent requests succeed. */
    private boolean tryTakeOver(String leaseKey, byte[] owner) {
        return store.get(leaseKey)
                .filter(value -> !new String(value, US_ASCII).startsWith(PROCESS_ID))
                .filter(value -> store.renewLease(leaseKey, value, owner, leaseDuration))
                .isPresent();
    }
}
