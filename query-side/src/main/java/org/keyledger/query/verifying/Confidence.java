package org.keyledger.query.verifying;

import java.time.Duration;
import java.util.Optional;
import org.keyledger.ledger.tailing.TailStatus;

/** Whether what is known may be answered with: not before all of history was seen, nor when news have stopped coming. */
final class Confidence {

    private static final long TOLERATED = Duration.ofSeconds(5).toNanos();

    private volatile boolean trusted;
    private Optional<Long> troubledSince = Optional.empty();

    boolean isTrusted() {
        return trusted;
    }

    /** @param complete whether everything is known that was in the ledger at the start */
    void examine(TailStatus tail, boolean complete) {
        if (tail.trouble().isPresent()) {
            troubled();
        } else {
            troubledSince = Optional.empty();
        }
        trusted = complete && !tail.stopped() && isTolerable();
    }

    /** The news cannot be read at this moment. */
    void troubled() {
        if (troubledSince.isEmpty()) {
            troubledSince = Optional.of(System.nanoTime());
        }
        trusted = trusted && isTolerable();
    }

    void lose() {
        trusted = false;
    }

    private boolean isTolerable() {
        return troubledSince.map(since -> System.nanoTime() - since < TOLERATED).orElse(true);
    }
}
