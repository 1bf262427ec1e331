package org.keyledger.gateway.browser;

import org.keyledger.gateway.apikey.ApiKeyCreation;
import org.keyledger.gateway.apikey.ApiKeyRevocation;
import org.keyledger.gateway.apikey.ApiKeyRotation;
import org.keyledger.gateway.authentication.CookieCaller;
import org.keyledger.gateway.browser.BrowserApiKeyRequests.BrowserCreateApiKeyRequest;
import org.keyledger.gateway.browser.BrowserApiKeyRequests.BrowserRotateApiKeyRequest;
import org.keyledger.gateway.idempotency.IdempotentRequest;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.tenant.ManagePolicies;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /api/auth/api-keys} and {@code POST /api/auth/api-keys/{id}/rotate}, whose responses contain the secret of
 * the new key, and {@code POST /api/auth/api-keys/{id}/revoke}.
 */
@RestController
final class BrowserCreateApiKeyEndpoint {

    private final ApiKeyCreation creation;
    private final ApiKeyRotation rotation;
    private final ApiKeyRevocation revocation;
    private final ManagePolicies policies;

    BrowserCreateApiKeyEndpoint(
            ApiKeyCreation creation, ApiKeyRotation rotation, ApiKeyRevocation revocation, ManagePolicies policies) {
        this.creation = creation;
        this.rotation = rotation;
        this.revocation = revocation;
        this.policies = policies;
    }

    record BrowserRevokedApiKeyResponse(boolean ok) {}

    @PostMapping("/api/auth/api-keys")
    @WriteLimited
    @ResponseStatus(HttpStatus.CREATED)
    BrowserCreatedApiKeyResponse create(
            @StrictBody BrowserCreateApiKeyRequest body, CookieCaller caller, IdempotentRequest idempotentRequest) {
        var grant = body.grant(() -> policies.defaultScopes(caller.tenant()));
        return BrowserCreatedApiKeyResponse.of(
                creation.create(grant, body.ownerOrUser(), body.publicKey(), caller, idempotentRequest));
    }

    @PostMapping("/api/auth/api-keys/{id}/rotate")
    @WriteLimited
    BrowserCreatedApiKeyResponse rotate(
            @PathVariable ApiKeyId id,
            @StrictBody BrowserRotateApiKeyRequest body,
            CookieCaller caller,
            IdempotentRequest idempotentRequest) {
        return BrowserCreatedApiKeyResponse.of(
                rotation.rotate(id, body.overlapSecondsOrZero(), body.publicKey(), caller, idempotentRequest));
    }

    @PostMapping("/api/auth/api-keys/{id}/revoke")
    @WithoutRateLimit("a key can be revoked at any time, and a repeated call appends nothing")
    BrowserRevokedApiKeyResponse revoke(@PathVariable ApiKeyId id, CookieCaller caller) {
        revocation.revoke(id, caller);
        return new BrowserRevokedApiKeyResponse(true);
    }
}
