package org.keyledger.gateway.apikey;

import org.keyledger.gateway.identifier.PlaintextApiKey;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.tenant.TenantId;

/** A key that a request has created, with its secret. */
public record IssuedApiKey(TenantId tenant, ApiKeyListing key, PlaintextApiKey plaintext) {

    @Override
    public String toString() {
        return "IssuedApiKey[" + key.keyId() + "]";
    }
}
