package org.keyledger.gateway.password;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.EmailAddress;

/** Names addresses without saying them. */
public final class EmailHasher {

    private final ServiceKeys keys;

    EmailHasher(ServiceKeys keys) {
        this.keys = keys;
    }

    /** HMAC-SHA-256 of the normalised address. */
    public EmailHmac hmac(EmailAddress address) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.key(Purpose.EMAIL));
            var bytes = mac.doFinal(address.normalised().getBytes(StandardCharsets.UTF_8));
            return EmailHmac.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
