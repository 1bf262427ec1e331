package org.keyledger.gateway.idempotency;

import java.util.Optional;
import org.keyledger.gateway.identifier.RequestIds;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.messaging.CommitKey;

/**
 * The ids of the resources that a request creates, and the key under which its commit is appended at most once.
 *
 * @param commitKey empty if the client sent no {@code Idempotency-Key}
 */
public record CreationContext(RequestIds ids, Optional<CommitKey> commitKey) {

    /** The given commands with the commit key; only for the one command that creates the resource. */
    public Commands bind(Commands commands) {
        return commitKey.map(commands::withCommitKey).orElse(commands);
    }
}
