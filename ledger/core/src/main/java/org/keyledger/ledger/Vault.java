package org.keyledger.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * Stores one encryption key per data subject, so that destroying the key erases the subject in every copy of the data; and
 * secrets of the service.
 *
 * <p>Keys are random and stored wrapped by a versioned master key; no plaintext key is stored. Every implementation passes
 * {@code VaultContract}.
 */
public interface Vault extends AutoCloseable {

    /** State of a subject's key. */
    sealed interface Subject {

        /** The subject has this AES-256 key. */
        record Active(SecretKey key) implements Subject {}

        /** The key was destroyed by the event at this position and is never created again. */
        record Destroyed(Position position) implements Subject {}

        /** The vault has no key of the subject: it is not created yet, or the vault has lost it. */
        record Absent() implements Subject {}
    }

    /**
     * Creates a durable key for each subject that has none, in one transaction. Of two concurrent calls the later one keeps
     * the key of the earlier one.
     *
     * @return the keys that this call has created, by subject; a subject that is not among them had a key before, or is
     *     destroyed
     */
    Map<String, Subject.Active> createKeys(Collection<String> subjects);

    Subject findKey(String subject);

    /** Destroys the subject's key permanently; a subject without a key becomes destroyed too. */
    void destroyKey(String subject, Position position);

    /** Every destroyed subject with the position of the event that destroyed it. */
    Map<String, Position> destroyedSubjects();

    /** Stores a secret of the service unless the name has one; returns the secret that the name has now. */
    byte[] putSecretIfAbsent(String name, byte[] secret);

    /** Stores or replaces a secret of the service. */
    void putSecret(String name, byte[] secret);

    Optional<byte[]> findSecret(String name);

    /**
     * Wraps every key and secret with the newest version of the master key; the keys and secrets themselves do not change.
     * Each is wrapped by either the old or the new version at any moment, so that an interrupted call can be repeated. A
     * vault that wraps nothing returns 0.
     *
     * @return how many keys and secrets were rewrapped
     */
    default long rewrap(Progress progress) {
        return 0;
    }

    /** Receives the progress of {@link #rewrap}. */
    @FunctionalInterface
    interface Progress {

        void update(long done, long total);
    }

    @Override
    void close();
}
