package org.keyledger.gateway.apikey;

import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.identifier.PlaintextApiKey;
import org.keyledger.kernel.apikey.ApiKeyListing;
import org.keyledger.kernel.tenant.TenantId;

/**
 * A key that a request has created, with its secret.
 *
 * @param plaintext null for a signing key, whose holder has the private key
 */
public record IssuedApiKey(
        TenantId tenant, ApiKeyListing key, @Nullable PlaintextApiKey plaintext) {

    /** The whole key; null for a signing key. */
    public @Nullable String secret() {
        return plaintext == null ? null : plaintext.reveal();
    }

    @Override
    public String toString() {
        return "IssuedApiKey[" + key.keyId() + "]";
    }
}
