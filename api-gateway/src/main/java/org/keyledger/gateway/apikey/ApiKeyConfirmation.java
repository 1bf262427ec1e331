package org.keyledger.gateway.apikey;

import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.kernel.apikey.ApiKeyCommand.ConfirmApiKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.ApiKeyListing.Status;

/** Accepts API keys again that a restore from a backup has suspended. */
public final class ApiKeyConfirmation {

    private final Commands commands;
    private final ApiKeyLookup apiKeys;

    ApiKeyConfirmation(Commands commands, ApiKeyLookup apiKeys) {
        this.commands = commands;
        this.apiKeys = apiKeys;
    }

    /**
     * Ends the suspension of a key. A key that is not suspended stays as it is.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 404 {@code no-such-key}, 409 {@code key-ended}
     */
    public ApiKeyListing confirm(ApiKeyId key, SessionCaller caller) {
        var recorded = apiKeys.getRecorded(key, caller.tenant());
        if (recorded.status() == Status.SUSPENDED) {
            commands.send(new ConfirmApiKey(key, caller.tenant(), caller.signedIn()));
            return apiKeys.getRecorded(key, caller.tenant());
        }
        // a key that ended with all others has no event of its own that says so: only the read model shows it
        requireNotEnded(apiKeys.get(key, caller.tenant()));
        requireNotEnded(recorded);
        return recorded;
    }

    private static void requireNotEnded(ApiKeyListing key) {
        if (key.status() == Status.REVOKED || key.status() == Status.EXPIRED) {
            throw Problem.KEY_ENDED.toException();
        }
    }
}
