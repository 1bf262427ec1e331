package org.keyledger.gateway.apikey;

import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;

/** Revokes API keys. */
public final class ApiKeyRevocation {

    private final Commands commands;
    private final ApiKeyLookup apiKeys;

    ApiKeyRevocation(Commands commands, ApiKeyLookup apiKeys) {
        this.commands = commands;
        this.apiKeys = apiKeys;
    }

    /**
     * Revokes a key; a repeated call has no effect. When this returns, no node accepts the key.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 404 {@code no-such-key}, 503 {@code verifier-behind}
     */
    public ApiKeyListing revoke(ApiKeyId key, SessionCaller caller) {
        commands.sendAndAwaitApplied(new RevokeApiKey(key, caller.tenant()));
        // a key that ended with all others has no event of its own that says so
        return apiKeys.getRecorded(key, caller.tenant()).revoked();
    }
}
