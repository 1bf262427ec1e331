package org.keyledger.command.apikey;

import java.util.Optional;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.user.CredentialState;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;

/** The users who create API keys, as the ledger has them. */
public interface ApiKeyCreators {

    /**
     * The user; empty if there is none or the user is erased. Locks the user until the current commit, so that this node
     * handles no other command for the user meanwhile. A handler that also loads the key loads the key first.
     */
    Optional<ApiKeyCreator> find(UserId user);

    /** @param acceptedFrom the oldest version on which keys were created that are accepted */
    record ApiKeyCreator(CredentialState credential, CredentialVersion acceptedFrom) {

        boolean isLoggedIn(AuthenticatedSession session) {
            return credential.allowsSession(session.credential(), session.session());
        }

        boolean accepts(CredentialVersion createdOn) {
            return !createdOn.isBefore(acceptedFrom);
        }
    }
}
