package org.keyledger.gateway.token;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.apikey.ApiKeyChange;
import org.keyledger.gateway.authentication.SessionCaller;
import org.keyledger.gateway.ratelimit.WriteLimited;
import org.keyledger.gateway.requestjson.StrictBody;
import org.keyledger.kernel.FieldChange;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.apikey.ExternalId;
import org.keyledger.kernel.apikey.IpAllowList;
import org.keyledger.kernel.apikey.KeyChanges;
import org.keyledger.kernel.apikey.KeyMetadata;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.apikey.RateLimit;
import org.keyledger.kernel.apikey.Scopes;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code PATCH /customer/keys/{key_id}}, as {@link ApiKeyChange#change}. */
@RestController
final class ChangeApiKeyEndpoint {

    private final ApiKeyChange change;

    ChangeApiKeyEndpoint(ApiKeyChange change) {
        this.change = change;
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
}
