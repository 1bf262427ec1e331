package org.keyledger.gateway;

import java.util.Arrays;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.keyledger.kernel.ServiceKeys;

/** Fixed HMAC keys, one per purpose and derived from its ordinal; no signing keys. */
public final class FixedKeys implements ServiceKeys {

    @Override
    public SecretKey key(Purpose purpose) {
        var key = new byte[32];
        Arrays.fill(key, (byte) (1 + purpose.ordinal()));
        return new SecretKeySpec(key, "HmacSHA256");
    }

    @Override
    public SigningKey signingKey() {
        throw new UnsupportedOperationException("no signing keys here");
    }

    @Override
    public List<SigningKey> verificationKeys() {
        return List.of();
    }
}
