package org.keyledger.gateway.token;

import org.keyledger.gateway.apikey.ApiKeyRevocation;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /customer/keys/{key_id}/revoke}, as {@link ApiKeyRevocation#revoke}. */
@RestController
final class RevokeApiKeyEndpoint {

    private final ApiKeyRevocation revocation;

    RevokeApiKeyEndpoint(ApiKeyRevocation revocation) {
        this.revocation = revocation;
    }

    @PostMapping("/customer/keys/{key}/revoke")
    @WithoutRateLimit("a key can be revoked at any time, and a repeated call appends nothing")
    ApiKeyListing revoke(@PathVariable ApiKeyId key, SessionCaller caller) {
        return revocation.revoke(key, caller);
    }
}
