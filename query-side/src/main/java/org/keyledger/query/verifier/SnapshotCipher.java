package org.keyledger.query.verifier;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.keyledger.kernel.crypto.BoringSsl;
import org.keyledger.kernel.crypto.Hkdf;
import org.keyledger.query.verifier.SnapshotFile.InvalidSnapshotException;
import org.keyledger.query.verifier.SnapshotFile.Section;

/**
 * AES-256-GCM (NIST SP 800-38D) for the blocks of one snapshot: a random 96-bit nonce, then the ciphertext with its
 * 128-bit tag. The associated data is the header, the number of the block and its section, so that a block is valid in
 * its place only. Each file has its own key, so that random nonces are safe for any number of snapshots.
 */
final class SnapshotCipher {

    static final int OVERHEAD_BYTES = 12 + 16;

    private static final String AES_GCM = "AES/GCM/NoPadding";
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final byte[] KEY_INFO = "keyledger verifier snapshot".getBytes(StandardCharsets.US_ASCII);

    private final SecretKey key;
    private final byte[] header;
    private final SecureRandom random;
    private final Cipher cipher;

    /** @param serviceKey the service's key for snapshots */
    SnapshotCipher(SecretKey serviceKey, SnapshotHeader header, SecureRandom random) {
        this.key = new SecretKeySpec(
                Hkdf.expand(Hkdf.extract(header.salt(), serviceKey.getEncoded()), KEY_INFO, 32), "AES");
        this.header = header.encode();
        this.random = random;
        try {
            this.cipher = cipher();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(AES_GCM + " is not available in this JVM", e);
        }
    }

    /** A start reads the snapshot before the JIT compiler has seen the JDK's cipher, which then takes ten times as long. */
    private static Cipher cipher() throws GeneralSecurityException {
        var provider = BoringSsl.provider();
        return provider.isPresent() ? Cipher.getInstance(AES_GCM, provider.get()) : Cipher.getInstance(AES_GCM);
    }

    byte[] encrypt(int number, Section section, byte[] plaintext) {
        var nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        var block = ByteBuffer.allocate(plaintext.length + OVERHEAD_BYTES).put(nonce);
        try {
            init(Cipher.ENCRYPT_MODE, nonce, number, section);
            cipher.doFinal(ByteBuffer.wrap(plaintext), block);
            return block.array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws InvalidSnapshotException if this is not the block that was written with this number */
    byte[] decrypt(int number, Section section, byte[] block) {
        try {
            init(Cipher.DECRYPT_MODE, block, number, section);
            return cipher.doFinal(block, NONCE_BYTES, block.length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new InvalidSnapshotException("its block " + number + " was altered or has another key", e);
        }
    }

    private void init(int mode, byte[] nonce, int number, Section section) throws GeneralSecurityException {
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
        cipher.updateAAD(header);
        cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES + 1)
                .putInt(number)
                .put((byte) section.ordinal())
                .array());
    }
}
