package org.keyledger.ledger.encryption;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicReferenceArray;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/**
 * AES-256-GCM (NIST SP 800-38D): one byte of format, a random 96-bit nonce, the ciphertext with its 128-bit tag. A random
 * nonce is safe for 2^32 fields under one key (section 8.3), far more than a subject has.
 */
final class AesGcm {

    private static final byte FORMAT = 1;
    private static final String AES_GCM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** Looked up once: the look-up takes longer than the encryption of a field, as does the creation of a cipher. */
    private static final Provider PROVIDER = provider();

    private final SecureRandom random;

    private static final int MAX_IDLE = 256;

    /**
     * Ciphers to use again, each with the key of its last use and at the index of that key: if the next field has the same
     * key, the key need not be expanded again, which takes longer than the encryption of a field.
     */
    private volatile AtomicReferenceArray<Cipher> idle = new AtomicReferenceArray<>(MAX_IDLE);

    AesGcm(SecureRandom random) {
        this.random = random;
    }

    private static Provider provider() {
        try {
            return Cipher.getInstance(AES_GCM).getProvider();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] encrypt(SecretKey key, byte[] plaintext, byte[] aad) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] ciphertext = run(Cipher.ENCRYPT_MODE, key, nonce, aad, plaintext, 0);
            return ByteBuffer.allocate(1 + NONCE_BYTES + ciphertext.length)
                    .put(FORMAT)
                    .put(nonce)
                    .put(ciphertext)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws GeneralSecurityException if the bytes are not what {@link #encrypt} returned for this key and data */
    byte[] decrypt(SecretKey key, byte[] encrypted, byte[] aad) throws GeneralSecurityException {
        if (encrypted.length <= 1 + NONCE_BYTES || encrypted[0] != FORMAT) {
            throw new GeneralSecurityException("not encrypted in format " + FORMAT);
        }
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(encrypted, 1, nonce, 0, NONCE_BYTES);
        return run(Cipher.DECRYPT_MODE, key, nonce, aad, encrypted, 1 + NONCE_BYTES);
    }

    /** Removes the keys of ciphers from memory; must follow the destruction of a key. */
    void forgetKeys() {
        idle = new AtomicReferenceArray<>(MAX_IDLE);
    }

    /** A cipher that failed is not used again, nor is one that was in use when the keys were forgotten. */
    private byte[] run(int mode, SecretKey key, byte[] nonce, byte[] aad, byte[] input, int offset)
            throws GeneralSecurityException {
        AtomicReferenceArray<Cipher> ciphers = idle;
        int index = System.identityHashCode(key) % MAX_IDLE;
        Cipher found = ciphers.getAndSet(index, null);
        Cipher cipher = found == null ? Cipher.getInstance(AES_GCM, PROVIDER) : found;
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(aad);
        byte[] output = cipher.doFinal(input, offset, input.length - offset);
        ciphers.set(index, cipher);
        return output;
    }
}
