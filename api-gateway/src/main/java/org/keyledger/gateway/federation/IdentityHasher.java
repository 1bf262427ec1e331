package org.keyledger.gateway.federation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.crypto.Hmac;
import org.keyledger.kernel.federation.IdentityHmac;

/** Identifies identities by their HMAC, so that read models need not store them in plain text. */
final class IdentityHasher {

    private static final byte[] SEPARATOR = {0};

    private final ServiceKeys keys;

    IdentityHasher(ServiceKeys keys) {
        this.keys = keys;
    }

    /** HMAC-SHA-256 of issuer and subject: the same subject at another issuer is another identity. */
    IdentityHmac hmac(String issuer, String subject) {
        var bytes = Hmac.sha256(
                keys.key(Purpose.IDENTITY),
                issuer.getBytes(StandardCharsets.UTF_8),
                SEPARATOR,
                subject.getBytes(StandardCharsets.UTF_8));
        return IdentityHmac.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
