package org.keyledger.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;

/**
 * One key per subject, so that destroying it erases the subject everywhere at once; and the service's own secrets.
 *
 * <p>Keys are random, wrapped by a versioned master key and never leave the vault in the clear. Every implementation
 * passes {@code VaultContract}.
 */
public interface Vault extends AutoCloseable {

    /** What the vault knows of a subject. */
    sealed interface Subject {

        /** An AES-256 key. */
        record Active(SecretKey key) implements Subject {}

        /** Erased by the event at this position; never to be created again. */
        record Destroyed(Position by) implements Subject {}

        /** Never seen: a fault, or a subject that is yet to be created. */
        record Absent() implements Subject {}
    }

    /** Creates a durable key for each subject that has none, in one transaction; the loser of a race adopts the winner's. */
    void createKeys(Collection<String> subjects);

    Subject findKey(String subject);

    /** Destroys the subject's key for ever; a subject never seen is destroyed too. */
    void destroyKey(String subject, Position by);

    /** Every subject that was destroyed, with the event that did it. */
    Map<String, Position> destroyedSubjects();

    /** Keeps a secret of the service under this name unless there is one; answers the one that is kept. */
    byte[] putSecretIfAbsent(String name, byte[] secret);

    /** Replaces a secret of the service. */
    void putSecret(String name, byte[] secret);

    Optional<byte[]> findSecret(String name);

    /**
     * Wraps with the newest version of the master key all that older ones wrap; what is kept does not change. Each key is
     * wrapped by the one or the other at any moment, so cut short it is simply done again. A vault that wraps nothing has
     * nothing to do.
     *
     * @return how many keys and secrets were wrapped anew
     */
    default long rewrap(Progress progress) {
        return 0;
    }

    /** Told now and then how far it has come. */
    @FunctionalInterface
    interface Progress {

        void update(long done, long all);
    }

    @Override
    void close();
}
