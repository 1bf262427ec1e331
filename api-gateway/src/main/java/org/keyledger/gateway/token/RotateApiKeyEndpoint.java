package org.keyledger.gateway.token;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.apikey.ApiKeyRotation;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.idempotency.IdempotentRequest;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.SigningPublicKey;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /customer/keys/{key_id}/rotate}, as {@link ApiKeyRotation#rotate}. */
@RestController
final class RotateApiKeyEndpoint {

    private final ApiKeyRotation rotation;

    RotateApiKeyEndpoint(ApiKeyRotation rotation) {
        this.rotation = rotation;
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
