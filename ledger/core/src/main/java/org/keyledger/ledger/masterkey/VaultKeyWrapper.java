package org.keyledger.ledger.masterkey;

import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.spec.SecretKeySpec;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.Vault;

/**
 * Generates the keys of subjects and wraps keys and secrets with the master key. Every vault uses this class, so its rows
 * can be moved from one store to another.
 *
 * <p>The associated data is {@code subject <subject>} or {@code secret <name>}, so a wrapped value cannot be unwrapped for
 * another subject or as another kind.
 */
public final class VaultKeyWrapper {

    /** Name of an empty secret in every vault; a wrong master key cannot unwrap it. */
    public static final String CHECK_SECRET = "";

    private final MasterKey master;
    private final SecureRandom random;

    public VaultKeyWrapper(MasterKey master, SecureRandom random) {
        this.master = master;
        this.random = random;
    }

    /**
     * A generated key.
     *
     * @param key the key itself
     * @param wrapped the same key as a vault stores it
     */
    public record NewKey(String subject, Vault.Subject.Active key, WrappedKey wrapped) {

        @Override
        public String toString() {
            return "NewKey[" + subject + "]";
        }
    }

    /**
     * Checks that the vault was created with this master key; creates the check secret in a new vault.
     *
     * @param location type and location of the vault, for operators
     * @throws StorageOpenException if the vault was created with another master key
     */
    public static void requireMatchingKey(Vault vault, String location) {
        try {
            vault.putSecretIfAbsent(CHECK_SECRET, new byte[0]);
        } catch (StorageOpenException e) {
            throw new StorageOpenException(
                    "the vault in " + location + " was not created with this master key (" + e.getMessage()
                            + "): restore the original master key file; a new key cannot decrypt existing data",
                    e);
        }
    }

    /** The version of the master key that wraps. */
    public int version() {
        return master.version();
    }

    /** Generates a random AES-256 key for a subject. */
    public NewKey newKey(String subject) {
        byte[] key = new byte[MasterKey.KEY_BYTES];
        random.nextBytes(key);
        WrappedKey wrapped = master.wrap(random, subjectAad(subject), key);
        NewKey created = new NewKey(subject, activeKey(key), wrapped);
        Arrays.fill(key, (byte) 0);
        return created;
    }

    /** @throws StorageOpenException if the key was wrapped with another master key or for another subject, or is damaged */
    public Vault.Subject.Active unwrapKey(String subject, WrappedKey wrapped) {
        return activeKey(master.unwrap(subjectAad(subject), wrapped));
    }

    /** The key has a copy of the bytes. */
    private static Vault.Subject.Active activeKey(byte[] key) {
        return new Vault.Subject.Active(new SecretKeySpec(key, "AES"));
    }

    /** Wraps the same key with the newest version of the master key. */
    public WrappedKey rewrapKey(String subject, WrappedKey wrapped) {
        return master.rewrap(random, subjectAad(subject), wrapped);
    }

    public WrappedKey wrapSecret(String name, byte[] secret) {
        return master.wrap(random, secretAad(name), secret);
    }

    /** @throws StorageOpenException if the secret was wrapped with another master key or by another name, or is damaged */
    public byte[] unwrapSecret(String name, WrappedKey wrapped) {
        return master.unwrap(secretAad(name), wrapped);
    }

    /** Wraps the same secret with the newest version of the master key. */
    public WrappedKey rewrapSecret(String name, WrappedKey wrapped) {
        return master.rewrap(random, secretAad(name), wrapped);
    }

    private static String subjectAad(String subject) {
        return "subject " + subject;
    }

    private static String secretAad(String name) {
        return "secret " + name;
    }
}
