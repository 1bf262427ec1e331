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
 * Who computes signatures: BoringSSL, which makes one of ES256 in a fifth of the time the JDK takes (in a fifteenth of
 * Java 17's), or the JDK where that library was not built for the machine.
 */
final class SignatureProvider {

    private final Provider provider = Conscrypt.isAvailable() ? Conscrypt.newProvider() : Security.getProvider("SunEC");
    private volatile @Nullable TranslatedKey current;

    /** The key that signs now, as the provider has keys: to make one of another's takes as long as to sign. */
    private record TranslatedKey(String id, PrivateKey key) {}

    Provider provider() {
        return provider;
    }

    /** The private half, in the provider's own form. */
    PrivateKey privateKey(SigningKey key) {
        TranslatedKey own = current;
        if (own == null || !own.id().equals(key.id())) {
            own = new TranslatedKey(key.id(), translated(key.privateKey()));
            current = own;
        }
        return own.key();
    }

    private PrivateKey translated(PrivateKey key) {
        try {
            return (PrivateKey) KeyFactory.getInstance("EC", provider).translateKey(key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the signing key is no EC key that " + provider.getName() + " knows", e);
        }
    }
}
