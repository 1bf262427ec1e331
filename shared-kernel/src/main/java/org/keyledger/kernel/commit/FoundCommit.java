package org.keyledger.kernel.commit;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The commit with the requested id; empty if the ledger has none. */
public record FoundCommit(Optional<Recorded> commit) {

    /**
     * A commit in the ledger.
     *
     * @param lastPosition the position of the commit's last event
     * @param time when its first event was recorded
     * @param fingerprint HMAC of the body of the request that created the commit; null if there was none or it was
     *     erased
     */
    public record Recorded(
            long lastPosition, Instant time, @Nullable String fingerprint) {}
}
