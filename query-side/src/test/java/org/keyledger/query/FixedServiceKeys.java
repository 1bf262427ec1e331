package org.keyledger.query;

import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.keyledger.kernel.ServiceKeys;

/** The same keys on every node; it has no signing key. */
public final class FixedServiceKeys implements ServiceKeys {

    @Override
    public SecretKey key(Purpose purpose) {
        var bytes = "%-32.32s".formatted(purpose).getBytes(StandardCharsets.US_ASCII);
        return new SecretKeySpec(bytes, "HmacSHA256");
    }

    @Override
    public SigningKey signingKey() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<SigningKey> verificationKeys() {
        return List.of();
    }
}
