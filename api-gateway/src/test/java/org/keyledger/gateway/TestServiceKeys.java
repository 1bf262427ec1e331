package org.keyledger.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.keyledger.kernel.ServiceKeys;

/** Service keys for tests: HMAC keys from the purposes' names, and two signing keys. */
public final class TestServiceKeys implements ServiceKeys {

    private volatile List<SigningKey> published = List.of(newSigningKey("first"), newSigningKey("next"));

    @Override
    public SecretKey key(Purpose purpose) {
        var name = purpose.name().getBytes(StandardCharsets.UTF_8);
        return new SecretKeySpec(Arrays.copyOf(name, 32), "HmacSHA256");
    }

    @Override
    public SigningKey signingKey() {
        return published.get(0);
    }

    @Override
    public List<SigningKey> verificationKeys() {
        return published;
    }

    public void withdraw(String id) {
        published = published.stream().filter(key -> !key.id().equals(id)).toList();
    }

    public static SigningKey newSigningKey(String id) {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            var pair = generator.generateKeyPair();
            return new SigningKey(id, (ECPublicKey) pair.getPublic(), (ECPrivateKey) pair.getPrivate());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
