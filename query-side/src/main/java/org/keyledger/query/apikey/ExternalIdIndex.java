package org.keyledger.query.apikey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.Optional;
import org.keyledger.kernel.apikey.ExternalId;
import org.keyledger.kernel.crypto.Hmac;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.ledger.encryption.SubjectKeys;

/**
 * Computes the index entries by which keys are found by their external id: HMACs under a key that is derived from the
 * tenant's. They cannot be compared with guesses without it, and it ends with the tenant.
 */
final class ExternalIdIndex {

    private static final String KEY_LABEL = "external ids of API keys";

    private final SubjectKeys keys;

    ExternalIdIndex(SubjectKeys keys) {
        this.keys = keys;
    }

    /** The entry of an external id; empty if the id or the tenant's key is erased. */
    Optional<String> entry(TenantId tenant, ExternalId externalId) {
        return externalId.isErased()
                ? Optional.empty()
                : keys.derivedKey(tenant.toString(), KEY_LABEL)
                        .map(key -> Hmac.sha256(key, externalId.value().getBytes(UTF_8)))
                        .map(Base64.getUrlEncoder().withoutPadding()::encodeToString)
                        .map(hmac -> tenant + "/" + hmac);
    }
}
