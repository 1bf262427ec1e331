package org.keyledger.query.verifier;

import java.time.Duration;
import java.util.UUID;
import org.keyledger.kernel.ErasableCopy;

/**
 * Erases subjects from the verifier's snapshot. The verifier itself refuses what is erased from the event on, and removes
 * it from memory within 10 minutes; a snapshot that is written after the event does not contain it.
 */
final class SnapshotErasure implements ErasableCopy {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final AppliedPosition applied;
    private final VerifierSnapshots snapshots;

    SnapshotErasure(AppliedPosition applied, VerifierSnapshots snapshots) {
        this.applied = applied;
        this.snapshots = snapshots;
    }

    @Override
    public void erase(UUID subject, long position) {
        if (!isApplied(position)) {
            throw new IllegalStateException("Verifier has not applied the erasure at position " + position
                    + ", so that its snapshot may get the erased data again");
        }
        snapshots.erase(subject);
    }

    private boolean isApplied(long position) {
        try {
            return applied.await(position, TIMEOUT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
