package org.keyledger.gateway.token;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.apikey.ApiKeyChange;
import org.keyledger.gateway.apikey.ApiKeyConfirmation;
import org.keyledger.gateway.apikey.ApiKeyLookup;
import org.keyledger.gateway.apikey.ApiKeyRevocation;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.ratelimit.WithoutRateLimit;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.kernel.FieldChange;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.ApiKeyListingPage;
import org.keyledger.kernel.apikey.ExternalId;
import org.keyledger.kernel.apikey.IpAllowList;
import org.keyledger.kernel.apikey.KeyChanges;
import org.keyledger.kernel.apikey.KeyMetadata;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.apikey.Scopes;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /customer/keys} and {@code GET /customer/keys/{key_id}}: the API keys of the caller's tenant, revoked and
 * expired ones too. {@code PATCH /customer/keys/{key_id}}, as {@link ApiKeyChange#change}, and {@code POST} to its
 * {@code /confirm} and {@code /revoke}, as {@link ApiKeyConfirmation#confirm} and {@link ApiKeyRevocation#revoke}. 404
 * {@code no-such-key}.
 */
@RestController
final class ApiKeysEndpoint {

    private final ApiKeyLookup apiKeys;
    private final ApiKeyChange change;
    private final ApiKeyConfirmation confirmation;
    private final ApiKeyRevocation revocation;

    ApiKeysEndpoint(
            ApiKeyLookup apiKeys, ApiKeyChange change, ApiKeyConfirmation confirmation, ApiKeyRevocation revocation) {
        this.apiKeys = apiKeys;
        this.change = change;
        this.confirmation = confirmation;
        this.revocation = revocation;
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

    /** An absent field stays as it is; null clears a field that can be absent. */
    record ChangeApiKeyRequest(
            @Nullable Label label,
            @Nullable Scopes scopes,
            FieldChange<IpAllowList> ipAllow,
            FieldChange<RateLimit> rateLimit,
            FieldChange<KeyMetadata> metadata,
            FieldChange<ExternalId> externalId) {

        KeyChanges changes() {
            return new KeyChanges(label, scopes, ipAllow, rateLimit, metadata, externalId);
        }
    }

    @PatchMapping("/customer/keys/{key}")
    @WriteLimited
    ApiKeyListing change(@PathVariable ApiKeyId key, @StrictBody ChangeApiKeyRequest body, SessionCaller caller) {
        return change.change(key, body.changes(), caller);
    }

    @PostMapping("/customer/keys/{key}/confirm")
    @WriteLimited
    ApiKeyListing confirm(@PathVariable ApiKeyId key, SessionCaller caller) {
        return confirmation.confirm(key, caller);
    }

    @PostMapping("/customer/keys/{key}/revoke")
    @WithoutRateLimit("a key can be revoked at any time, and a repeated call appends nothing")
    ApiKeyListing revoke(@PathVariable ApiKeyId key, SessionCaller caller) {
        return revocation.revoke(key, caller);
    }
}
