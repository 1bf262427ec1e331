package org.keyledger.gateway.jwt;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.ServiceKeys.SigningKey;
import org.keyledger.kernel.crypto.BoringSsl;
import org.keyledger.kernel.crypto.P256;

/**
 * The JCA provider of ES256 signatures: BoringSSL, which takes a fifth of the JDK's time and a fifteenth of Java 17's, or
 * the JDK on platforms for which there is no build of it.
 */
public final class SignatureProvider {

    private final Provider provider = BoringSsl.provider().orElseGet(() -> Security.getProvider("SunEC"));
    private volatile @Nullable TranslatedKey current;

    /** The current signing key in the provider's form, cached because a translation takes as long as a signature. */
    private record TranslatedKey(String id, PrivateKey key) {}

    public Provider provider() {
        return provider;
    }

    /**
     * Signs with ES256.
     *
     * @return {@code r || s}, 32 bytes each (RFC 7518, section 3.4)
     */
    byte[] sign(SigningKey key, byte[] input) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA", provider);
            signature.initSign(privateKey(key));
            signature.update(input);
            return concatenated(ByteBuffer.wrap(signature.sign()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing failed with provider " + provider.getName(), e);
        }
    }

    /** From the DER of ECDSA-Sig-Value (RFC 3279, section 2.2.3), which has less than 128 bytes. */
    private static byte[] concatenated(ByteBuffer der) {
        var raw = new byte[2 * P256.FIELD_BYTES];
        der.position(2);
        putInteger(der, raw, P256.FIELD_BYTES);
        putInteger(der, raw, 2 * P256.FIELD_BYTES);
        return raw;
    }

    /** Right-aligned, so that it ends before the index; a sign byte is left out. */
    private static void putInteger(ByteBuffer der, byte[] target, int end) {
        der.get();
        var bytes = new byte[der.get()];
        der.get(bytes);
        var length = Math.min(bytes.length, P256.FIELD_BYTES);
        System.arraycopy(bytes, bytes.length - length, target, end - length, length);
    }

    /** The private key in the provider's form. */
    private PrivateKey privateKey(SigningKey key) {
        TranslatedKey translated = current;
        if (translated == null || !translated.id().equals(key.id())) {
            translated = new TranslatedKey(key.id(), translate(key.privateKey()));
            current = translated;
        }
        return translated.key();
    }

    private PrivateKey translate(PrivateKey key) {
        try {
            return (PrivateKey) KeyFactory.getInstance("EC", provider).translateKey(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("signing key is not supported by provider " + provider.getName(), e);
        }
    }
}
