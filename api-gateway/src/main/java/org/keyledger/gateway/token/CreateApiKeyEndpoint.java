package org.keyledger.gateway.token;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.apikey.ApiKeyCreation;
import org.keyledger.gateway.apikey.ApiKeyRotation;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.idempotency.IdempotentRequest;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.tenant.ManagePolicies;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.SigningPublicKey;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code POST /customer/keys}: creates an API key. Its response is the only one that contains the secret; a signing key
 * has none. {@code POST /customer/keys/{key_id}/rotate}, as {@link ApiKeyRotation#rotate}: the response has the same
 * shape.
 */
@RestController
final class CreateApiKeyEndpoint {

    private final ApiKeyCreation creation;
    private final ApiKeyRotation rotation;
    private final ManagePolicies policies;

    CreateApiKeyEndpoint(ApiKeyCreation creation, ApiKeyRotation rotation, ManagePolicies policies) {
        this.creation = creation;
        this.rotation = rotation;
        this.policies = policies;
    }

    @PostMapping("/customer/keys")
    @WriteLimited
    @ResponseStatus(HttpStatus.CREATED)
    CreatedApiKeyResponse create(
            @StrictBody CreateApiKeyRequest body, SessionCaller caller, IdempotentRequest idempotentRequest) {
        var grant = body.grant(() -> policies.defaultScopes(caller.tenant()));
        return CreatedApiKeyResponse.of(
                creation.create(grant, body.ownerOrUser(), body.publicKey(), caller, idempotentRequest));
    }

    /** @param publicKey of the successor; required for a signing key, refused for another one */
    record RotateApiKeyRequest(
            @Nullable Integer overlapSeconds, @Nullable SigningPublicKey publicKey) {

        int overlapSecondsOrZero() {
            return overlapSeconds == null ? 0 : overlapSeconds;
        }
    }

    @PostMapping("/customer/keys/{key}/rotate")
    @WriteLimited
    CreatedApiKeyResponse rotate(
            @PathVariable ApiKeyId key,
            @StrictBody RotateApiKeyRequest body,
            SessionCaller caller,
            IdempotentRequest idempotentRequest) {
        return CreatedApiKeyResponse.of(
                rotation.rotate(key, body.overlapSecondsOrZero(), body.publicKey(), caller, idempotentRequest));
    }
}
