package org.keyledger.gateway.idempotency;

import java.util.Optional;
import org.keyledger.gateway.identifier.RequestIds;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.CommitKey;

/**
 * What a request creates with: new things from {@code mint}, and one commit that is made once.
 *
 * @param commitKey absent where the client gave no {@code Idempotency-Key}
 */
public record CreationContext(RequestIds ids, Optional<CommitKey> commitKey) {

    /** These commands for the one that creates, and for no other. */
    public Commands bind(Commands commands) {
        return commitKey.map(commands::withCommitKey).orElse(commands);
    }
}
