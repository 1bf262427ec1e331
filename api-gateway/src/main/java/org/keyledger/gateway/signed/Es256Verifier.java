package org.keyledger.gateway.signed;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import org.keyledger.kernel.apikey.SigningPublicKey;

/** Verifies ES256 signatures (ECDSA on P-256 with SHA-256, FIPS 186-5, section 6.4.2). Thread-safe. */
final class Es256Verifier {

    private static final String ALGORITHM = "SHA256withECDSA";

    private final Provider provider;

    /** @param provider of the JCA with EC keys and {@code SHA256withECDSA} */
    Es256Verifier(Provider provider) {
        this.provider = provider;
    }

    /** Whether the signature is the key's signature of the message. */
    boolean verify(SigningPublicKey key, byte[] message, Es256Signature signature) {
        if (!signature.isInRange()) {
            return false;
        }
        try {
            var verifier = Signature.getInstance(ALGORITHM, provider);
            verifier.initVerify(translate(key));
            verifier.update(message);
            return verifyBytes(verifier, signature.der());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("ES256 is not supported by provider " + provider.getName(), e);
        }
    }

    private PublicKey translate(SigningPublicKey key) throws GeneralSecurityException {
        return (PublicKey) KeyFactory.getInstance("EC", provider).translateKey(key.key());
    }

    /** Providers throw instead of returning false for some signatures that do not verify. */
    private static boolean verifyBytes(Signature verifier, byte[] der) {
        try {
            return verifier.verify(der);
        } catch (SignatureException e) {
            return false;
        }
    }
}
