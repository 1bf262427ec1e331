package org.keyledger.consumer.mail;

import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.keyledger.kernel.ServiceKeys;

/** Service keys for tests that only send mails. */
final class FakeServiceKeys implements ServiceKeys {

    private final SecretKey key = new SecretKeySpec(new byte[] {1, 2, 3, 4}, "HmacSHA256");

    @Override
    public SecretKey key(Purpose purpose) {
        if (purpose != Purpose.LINK) {
            throw new IllegalArgumentException("the mailer must not use the key for " + purpose);
        }
        return key;
    }

    @Override
    public SigningKey signingKey() {
        throw new IllegalStateException("the mailer must not use signing keys");
    }

    @Override
    public List<SigningKey> verificationKeys() {
        return List.of();
    }
}
