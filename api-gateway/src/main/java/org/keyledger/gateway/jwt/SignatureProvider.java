package org.keyledger.gateway.jwt;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import org.conscrypt.Conscrypt;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.ServiceKeys.SigningKey;

/**
 * The JCA provider of ES256 signatures: Conscrypt (BoringSSL), which takes a fifth of the JDK's time and a fifteenth of
 * Java 17's, or the JDK on platforms without a Conscrypt build.
 */
public final class SignatureProvider {

    private final Provider provider = Conscrypt.isAvailable() ? Conscrypt.newProvider() : Security.getProvider("SunEC");
    private volatile @Nullable TranslatedKey current;

    /** The current signing key in the provider's form, cached because a translation takes as long as a signature. */
    private record TranslatedKey(String id, PrivateKey key) {}

    public Provider provider() {
        return provider;
    }

    /** The private key in the provider's form. */
    PrivateKey privateKey(SigningKey key) {
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
