package org.keyledger.gateway.apikey;

import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.messaging.Commands;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.kernel.apikey.ApiKeyCommand.RevokeApiKey;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /customer/keys/{key_id}/revoke}: revokes an API key; a repeated call has no effect. When the call
 * returns, no node accepts the key. 404 {@code no-such-key}, 503 {@code verifier-behind}.
 */
@RestController
final class RevokeApiKeyEndpoint {

    private final Commands commands;
    private final ApiKeyLookup apiKeys;

    RevokeApiKeyEndpoint(Commands commands, ApiKeyLookup apiKeys) {
        this.commands = commands;
        this.apiKeys = apiKeys;
    }

    @PostMapping("/customer/keys/{key}/revoke")
    @WithoutRateLimit("a key can be revoked at any time, and a repeated call appends nothing")
    ApiKeyListing revoke(@PathVariable ApiKeyId key, SessionCaller caller) {
        commands.sendAndAwaitApplied(new RevokeApiKey(key, caller.tenant()));
        // a key that ended with all others has no event of its own that says so
        return apiKeys.getRecorded(key, caller.tenant()).revoked();
    }
}
