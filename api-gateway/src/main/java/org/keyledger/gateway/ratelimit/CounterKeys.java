package org.keyledger.gateway.ratelimit;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.crypto.Hmac;

/** Keys of rate-limit counters, hashed so that the store contains no IP or email address. */
final class CounterKeys {

    private static final int NAME_LENGTH = 22;

    private final ServiceKeys keys;

    CounterKeys(ServiceKeys keys) {
        this.keys = keys;
    }

    /** HMAC-SHA-256, shortened to 132 bits. */
    String keyOf(String policy, String subject) {
        var name = Hmac.sha256(keys.key(Purpose.LIMIT), (policy + "\0" + subject).getBytes(StandardCharsets.UTF_8));
        return "limit:" + policy + ":"
                + Base64.getUrlEncoder().encodeToString(name).substring(0, NAME_LENGTH);
    }
}
