package org.keyledger.command.federation;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.keyledger.kernel.federation.IdentityClaimId;
import org.keyledger.kernel.federation.IdentityHmac;

/** The reserved value of an identity: the id of its claim, under the HMAC of the identity. */
final class StoredIdentityClaim {

    static final String KEY_PREFIX = "identity/";

    private StoredIdentityClaim() {}

    static String storeKey(IdentityHmac identity) {
        return KEY_PREFIX + identity.value();
    }

    static byte[] bytes(IdentityClaimId claim) {
        return claim.toString().getBytes(UTF_8);
    }

    /** @throws IllegalArgumentException if the bytes are no value of an identity */
    static IdentityClaimId parse(byte[] bytes) {
        return IdentityClaimId.parse(new String(bytes, UTF_8));
    }
}
