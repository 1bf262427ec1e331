package org.keyledger.gateway.token;

import org.keyledger.gateway.apikey.ApiKeyCreation;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.idempotency.IdempotentRequest;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.gateway.tenant.ManagePolicies;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /customer/keys}: creates an API key. Its response is the only one that contains the secret; a signing
 * key has none. */
@RestController
final class CreateApiKeyEndpoint {

    private final ApiKeyCreation creation;
    private final ManagePolicies policies;

    CreateApiKeyEndpoint(ApiKeyCreation creation, ManagePolicies policies) {
        this.creation = creation;
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
}
