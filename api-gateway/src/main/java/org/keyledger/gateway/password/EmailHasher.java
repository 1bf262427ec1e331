package org.keyledger.gateway.password;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.crypto.Hmac;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.EmailAddress;

/** Identifies email addresses by their HMAC, so that they are not stored in plain text. */
public final class EmailHasher {

    private final ServiceKeys keys;

    EmailHasher(ServiceKeys keys) {
        this.keys = keys;
    }

    /** HMAC-SHA-256 of the normalised address. */
    public EmailHmac hmac(EmailAddress address) {
        var bytes = Hmac.sha256(keys.key(Purpose.EMAIL), address.normalised().getBytes(StandardCharsets.UTF_8));
        return EmailHmac.parse(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
