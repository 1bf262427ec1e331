package org.keyledger.gateway.token;

import org.keyledger.gateway.apikey.ApiKeyConfirmation;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /customer/keys/{key_id}/confirm}, as {@link ApiKeyConfirmation#confirm}. */
@RestController
final class ConfirmApiKeyEndpoint {

    private final ApiKeyConfirmation confirmation;

    ConfirmApiKeyEndpoint(ApiKeyConfirmation confirmation) {
        this.confirmation = confirmation;
    }

    @PostMapping("/customer/keys/{key}/confirm")
    @WriteLimited
    ApiKeyListing confirm(@PathVariable ApiKeyId key, SessionCaller caller) {
        return confirmation.confirm(key, caller);
    }
}
