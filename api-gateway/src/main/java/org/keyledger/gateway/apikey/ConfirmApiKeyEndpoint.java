package org.keyledger.gateway.apikey;

import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.kernel.apikey.ApiKeyCommand.ConfirmApiKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /customer/keys/{key_id}/confirm}: accepts a key again that a restore from a backup has suspended. A key that
 * is not suspended stays as it is. 404 {@code no-such-key}, 409 {@code key-ended}.
 */
@RestController
final class ConfirmApiKeyEndpoint {

    private final Commands commands;
    private final ApiKeyLookup apiKeys;

    ConfirmApiKeyEndpoint(Commands commands, ApiKeyLookup apiKeys) {
        this.commands = commands;
        this.apiKeys = apiKeys;
    }

    @PostMapping("/customer/keys/{key}/confirm")
    @WriteLimited
    ApiKeyListing confirm(@PathVariable ApiKeyId key, SessionCaller caller) {
        if (apiKeys.getRecorded(key, caller.tenant()).status() != ApiKeyListing.Status.SUSPENDED) {
            // a key that ended with all others has no event of its own that says so
            return apiKeys.get(key, caller.tenant());
        }
        commands.send(new ConfirmApiKey(key, caller.tenant(), caller.signedIn()));
        return apiKeys.getRecorded(key, caller.tenant());
    }
}
