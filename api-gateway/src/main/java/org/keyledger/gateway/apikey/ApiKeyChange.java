package org.keyledger.gateway.apikey;

import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.identifier.ApiKeySettings;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.kernel.apikey.ApiKeyCommand.ChangeApiKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.KeyChanges;

/** Changes the grants of API keys. */
public final class ApiKeyChange {

    private final Commands commands;
    private final ApiKeyLookup apiKeys;
    private final ApiKeySettings settings;

    ApiKeyChange(Commands commands, ApiKeyLookup apiKeys, ApiKeySettings settings) {
        this.commands = commands;
        this.apiKeys = apiKeys;
        this.settings = settings;
    }

    /**
     * Changes a key. When this returns, every node enforces the change.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 400 for a scope that is unknown or that the key does not
     *     have, 404 {@code no-such-key}, 409 {@code key-ended}, 503 {@code verifier-behind}
     */
    public ApiKeyListing change(ApiKeyId key, KeyChanges changes, SessionCaller caller) {
        if (changes.scopes() != null) {
            settings.requireKnown("scopes", changes.scopes().names());
        }
        commands.sendAndAwaitApplied(new ChangeApiKey(key, caller.tenant(), caller.signedIn(), changes));
        return apiKeys.getRecorded(key, caller.tenant());
    }
}
