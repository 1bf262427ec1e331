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
 * The key that wraps all others, in one or more versions: the newest wraps, every one unwraps.
 *
 * <p>AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce; name and version are authenticated with the content, so a
 * wrapped key cannot be given to another subject.
 */
public final class MasterKey {

    static final int KEY_BYTES = 32;

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final NavigableMap<Integer, SecretKey> versions = new TreeMap<>();

    /** Where the key comes from, when it is known whether there is a vault that it has to open. */
    @FunctionalInterface
    public interface Source {

        /** @throws StorageOpenException if there is none, and a new one could not open what is there */
        MasterKey load(boolean newVault);
    }

    MasterKey(Map<Integer, byte[]> versions) {
        versions.forEach((version, key) -> this.versions.put(version, new SecretKeySpec(key, "AES")));
    }

    /**
     * Reads the key from its file.
     *
     * @throws StorageOpenException if there is none, or it is not a master key
     */
    public static MasterKey read(Path file) {
        return MasterKeyFile.read(file);
    }

    /** A key in a file: a new one is made for a new vault only, since it could not open an old one. */
    public static Source at(Path file) {
        return newVault -> newVault ? createIfAbsent(file) : read(file);
    }

    /** This vault was made with another key than the one at hand. */
    public static StorageOpenException toWrongKeyException(String vault, StorageOpenException cause) {
        return new StorageOpenException(
                "the vault in " + vault + " was not made with the master key at hand (" + cause.getMessage()
                        + "): put the one back that it was made with, a new one opens nothing",
                cause);
    }

    /** Reads the key; if there is no file, makes one of a new random key that its owner alone can read, on disk on return. */
    public static MasterKey createIfAbsent(Path file) {
        return MasterKeyFile.createIfAbsent(file);
    }

    /**
     * Adds a version of a new random key to the file, on disk on return; it wraps whatever is wrapped from then on.
     *
     * @return the new version
     */
    public static int addVersion(Path file) {
        return MasterKeyFile.addVersion(file);
    }

    /** The newest version, which wraps. */
    public int version() {
        return versions.lastKey();
    }

    /** @param name whose it is; the same name unwraps it */
    public WrappedKey wrap(String name, byte[] plain) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        int version = version();
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, version, name, nonce).doFinal(plain);
            return new WrappedKey(
                    version,
                    ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                            .put(nonce)
                            .put(sealed)
                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same, wrapped with the newest version. */
    public WrappedKey rewrap(String name, WrappedKey old) {
        byte[] plain = unwrap(name, old);
        WrappedKey wrapped = wrap(name, plain);
        Arrays.fill(plain, (byte) 0);
        return wrapped;
    }

    /** @throws StorageOpenException if it was wrapped with another key, for another name, or was damaged */
    public byte[] unwrap(String name, WrappedKey wrapped) {
        if (!versions.containsKey(wrapped.version())) {
            throw new StorageOpenException("version " + wrapped.version() + " of the master key is needed to open "
                    + name + " and is not in the key file: put that version back");
        }
        byte[] bytes = wrapped.bytes();
        try {
            return cipher(Cipher.DECRYPT_MODE, wrapped.version(), name, bytes)
                    .doFinal(bytes, NONCE_BYTES, bytes.length - NONCE_BYTES);
        } catch (GeneralSecurityException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new StorageOpenException(
                    "the master key does not open " + name + ": it is another key, or the data is damaged", e);
        }
    }

    private Cipher cipher(int mode, int version, String name, byte[] nonceFirst) throws GeneralSecurityException {
        byte[] subject = name.getBytes(UTF_8);
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, versions.get(version), new GCMParameterSpec(TAG_BITS, nonceFirst, 0, NONCE_BYTES));
        cipher.updateAAD(ByteBuffer.allocate(Integer.BYTES + subject.length)
                .putInt(version)
                .put(subject)
                .flip());
        return cipher;
    }

    @Override
    public String toString() {
        return "MasterKey[versions " + versions.keySet() + "]";
    }
}
