package org.keyledger.ledger.masterkey;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.keyledger.ledger.StorageOpenException;

/**
 * The key that wraps all other keys. It has one or more versions: the newest one wraps, each one unwraps what it wrapped.
 *
 * <p>AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. Version and name are associated data, so a wrapped key cannot
 * be unwrapped under another name.
 */
public final class MasterKey {

    static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final NavigableMap<Integer, SecretKey> versions = new TreeMap<>();

    /** Provides the master key once the storage has found out whether a vault exists. */
    @FunctionalInterface
    public interface Source {

        /**
         * @param newVault false if a vault exists, which a new key could not decrypt
         * @throws StorageOpenException if there is no key and {@code newVault} is false
         */
        MasterKey load(boolean newVault);
    }

    MasterKey(Map<Integer, byte[]> versions) {
        versions.forEach((version, key) -> this.versions.put(version, new SecretKeySpec(key, "AES")));
    }

    /**
     * Reads the key from its file.
     *
     * @throws StorageOpenException if the file is missing, unreadable or not a master key file
     */
    public static MasterKey read(Path file) {
        return MasterKeyFile.read(file);
    }

    /** A key in a file; the file is created for a new vault only. */
    public static Source at(Path file, SecureRandom random) {
        return newVault -> newVault ? createIfAbsent(file, random) : read(file);
    }

    /**
     * Reads the key from its file; if there is no file, first creates one with a random key that only its owner can read.
     * The file is synced to disk on return.
     *
     * @throws StorageOpenException if the file cannot be written, is unreadable or not a master key file
     */
    public static MasterKey createIfAbsent(Path file, SecureRandom random) {
        return MasterKeyFile.createIfAbsent(file, random);
    }

    /**
     * Adds a version with a random key to the file, synced to disk on return. A key that is read from the file from now on
     * wraps with the new version.
     *
     * @return the new version
     * @throws StorageOpenException if the file is missing, unreadable or not writable
     */
    public static int addVersion(Path file, SecureRandom random) {
        return MasterKeyFile.addVersion(file, random);
    }

    /** The newest version, which wraps. */
    public int version() {
        return versions.lastKey();
    }

    /**
     * Encrypts a key or a secret with the newest version.
     *
     * @param random source of the nonce
     * @param name the associated data; {@link #unwrap} needs the same name
     */
    WrappedKey wrap(SecureRandom random, String name, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        int version = version();
        try {
            byte[] ciphertext =
                    cipher(Cipher.ENCRYPT_MODE, version, name, nonce).doFinal(plain);
            return new WrappedKey(
                    version,
                    ByteBuffer.allocate(NONCE_BYTES + ciphertext.length)
                            .put(nonce)
                            .put(ciphertext)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Unwraps a key or a secret and wraps it with the newest version. */
    WrappedKey rewrap(SecureRandom random, String name, WrappedKey wrapped) {
        byte[] plain = unwrap(name, wrapped);
        WrappedKey rewrapped = wrap(random, name, plain);
        Arrays.fill(plain, (byte) 0);
        return rewrapped;
    }

    /**
     * Decrypts a wrapped key or secret.
     *
     * @throws StorageOpenException if the version that wrapped it is missing, it was wrapped with another key or under
     *     another name, or it is damaged
     */
    byte[] unwrap(String name, WrappedKey wrapped) {
        if (!versions.containsKey(wrapped.version())) {
            throw new StorageOpenException("version " + wrapped.version() + " of the master key is needed to unwrap "
                    + name + " and is missing from the key file: add its line to the file again");
        }
        byte[] bytes = wrapped.bytes();
        try {
            return cipher(Cipher.DECRYPT_MODE, wrapped.version(), name, bytes)
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
        } catch (GeneralSecurityException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new StorageOpenException(
                    "the master key cannot unwrap " + name + ": the key is another one, or the data is damaged", e);
        }
    }

    private Cipher cipher(int mode, int version, String name, byte[] nonceFirst) throws GeneralSecurityException {
        byte[] nameBytes = name.getBytes(UTF_8);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, versions.get(version), new GCMParameterSpec(TAG_BITS, nonceFirst, 0, NONCE_BYTES));
        cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES + nameBytes.length)
                .putInt(version)
                .put(nameBytes)
                .flip());
        return cipher;
    }

    @Override
    public String toString() {
        return "MasterKey[versions " + versions.keySet() + "]";
    }
}
