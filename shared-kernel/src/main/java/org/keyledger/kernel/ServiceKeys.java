package org.keyledger.kernel;

import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import javax.crypto.SecretKey;

/** The service's own secrets, random since its first start and kept wrapped in the vault. */
public interface ServiceKeys {

    /** What an HMAC key is for; one key never serves two ends. */
    enum Purpose {
        PASSWORD_PEPPER,
        EMAIL,
        LINK,
        REFRESH,
        IDEMPOTENCY,
        LIMIT
    }

    /** An HMAC key of 32 bytes. */
    SecretKey key(Purpose purpose);

    /** The key that signs tokens now. */
    SigningKey signingKey();

    /** Every key whose tokens may be met, the one that signs next included. */
    List<SigningKey> verificationKeys();

    /**
     * An EC P-256 key pair for ES256.
     *
     * @param id the RFC 7638 thumbprint of the public key
     */
    record SigningKey(String id, ECPublicKey publicKey, ECPrivateKey privateKey) {

        @Override
        public String toString() {
            return "SigningKey[" + id + "]";
        }
    }
}
