package org.keyledger.kernel;

import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import javax.crypto.SecretKey;

/** The service's own keys: generated randomly at the first start and stored wrapped in the vault. */
public interface ServiceKeys {

    /** What a key is used for; each purpose has its own key. */
    enum Purpose {
        PASSWORD_PEPPER,
        EMAIL,
        LINK,
        REFRESH,
        IDEMPOTENCY,
        LIMIT,
        RECORD,
        SESSION_COOKIE,
        CSRF_TOKEN,
        PARTIAL_TOKEN,
        IDENTITY,
        PROVIDER_COOKIE,
        PASSKEY_CHALLENGE,
        /** Encrypts and authenticates the verifier's snapshot. */
        VERIFIER_SNAPSHOT
    }

    /** A key of 32 bytes, for HMAC or to derive others from. */
    SecretKey key(Purpose purpose);

    /** The key that signs tokens now. */
    SigningKey signingKey();

    /** Every key that valid tokens may be signed with, including the next signing key. */
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
