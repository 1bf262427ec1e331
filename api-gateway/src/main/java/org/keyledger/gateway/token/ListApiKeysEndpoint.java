package org.keyledger.gateway.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.apikey.ApiKeyLookup;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.ApiKeyListingPage;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /customer/keys} and {@code GET /customer/keys/{key_id}}: the API keys of the caller's tenant, revoked and
 * expired ones too. 404 {@code no-such-key}.
 */
@RestController
final class ListApiKeysEndpoint {

    private final ApiKeyLookup apiKeys;

    ListApiKeysEndpoint(ApiKeyLookup apiKeys) {
        this.apiKeys = apiKeys;
    }

    record ListApiKeysResponse(
            List<ApiKeyListing> keys, @JsonInclude @Nullable String nextCursor) {

        static ListApiKeysResponse of(ApiKeyListingPage page) {
            return new ListApiKeysResponse(page.keys(), page.nextCursor());
        }
    }

    @GetMapping("/customer/keys")
    ListApiKeysResponse list(
            @RequestParam(name = "external_id") Optional<String> externalId,
            @RequestParam Optional<String> status,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = "50") int limit,
            SessionCaller caller) {
        return ListApiKeysResponse.of(apiKeys.list(caller.tenant(), externalId, status, cursor, limit));
    }

    @GetMapping("/customer/keys/{key}")
    ApiKeyListing get(@PathVariable ApiKeyId key, SessionCaller caller) {
        return apiKeys.get(key, caller.tenant());
    }
}
