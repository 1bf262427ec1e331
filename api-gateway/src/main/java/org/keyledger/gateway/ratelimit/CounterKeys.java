package org.keyledger.gateway.ratelimit;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;

/** Names a counter without saying whose it is: addresses of clients and of mail are nobody's business in a store. */
final class CounterKeys {

    private static final int NAME_LENGTH = 22;

    private final ServiceKeys keys;

    CounterKeys(ServiceKeys keys) {
        this.keys = keys;
    }

    /** HMAC-SHA-256, shortened to 132 bits. */
    String keyOf(String policy, String subject) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.key(Purpose.LIMIT));
            var name = mac.doFinal((policy + "\0" + subject).getBytes(StandardCharsets.UTF_8));
            return "limit:" + policy + ":"
                    + Base64.getUrlEncoder().encodeToString(name).substring(0, NAME_LENGTH);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
