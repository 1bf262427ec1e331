package org.keyledger.kernel.commit;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the ledger holds under a key. */
public record FoundCommit(Optional<Recorded> commit) {

    /**
     * @param lastPosition the position of the commit's last event
     * @param time when its first event was recorded
     * @param fingerprint HMAC of the body of the request that made it
     */
    public record Recorded(
            long lastPosition, Instant time, @Nullable String fingerprint) {}
}
