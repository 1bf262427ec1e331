package org.keyledger.gateway.federation;

import java.time.Duration;
import org.keyledger.kernel.Digest;
import org.keyledger.ledger.AtomicStore;

/** The states of responses that were handled, in the atomic store that all nodes share: each is accepted once. */
final class UsedStates {

    private static final String PREFIX = "oauth-state:";

    /** Longer than a started flow is valid, with a margin for a clock that is set back. */
    private static final Duration RETENTION = Duration.ofMinutes(15);

    private static final byte[] VALUE = {1};

    private final AtomicStore store;

    UsedStates(AtomicStore store) {
        this.store = store;
    }

    /** False if the state was used before. */
    boolean use(String state) {
        return store.acquireLease(PREFIX + Digest.of(state).encoded(), VALUE, RETENTION);
    }
}
