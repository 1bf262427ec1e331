package org.keyledger.ledger.rollbackdetection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.Vault;
import org.keyledger.ledger.epoch.EpochStarter;
import org.keyledger.ledger.epoch.Epochs;
import org.keyledger.ledger.epoch.LedgerReopened;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Detects a ledger that was restored from an old backup. At least one authoritative witness must confirm the ledger and none
 * may contradict it, unless an operator starts a new epoch.
 */
public final class RollbackDetector {

    private static final Logger LOG = LoggerFactory.getLogger(RollbackDetector.class);

    private final List<HeadStore> stores;
    private final List<HeadWitness> witnesses;
    private final Map<String, Long> inodes;

    /**
     * @param stores witnesses that this process writes
     * @param others witnesses that see the ledger in another way
     * @param inodes the inode number of each database file, see {@link org.keyledger.ledger.LedgerStorage#inodes}
     */
    public RollbackDetector(List<HeadStore> stores, List<? extends HeadWitness> others, Map<String, Long> inodes) {
        this.stores = List.copyOf(stores);
        this.witnesses = new ArrayList<>(stores);
        this.witnesses.addAll(others);
        this.inodes = inodes;
    }

    /**
     * Verifies that the ledger may be used. An empty ledger that no witness has seen is new and needs no confirmation.
     *
     * @throws StorageOpenException if a witness contradicts the ledger, if the ledger has commits and no authoritative
     *     witness confirms it, if data that must be as new as the ledger is older, or if the database files are not the
     *     ones that were in use last
     */
    public void verifyAtStart(Ledger ledger) {
        verifyHeads(ledger).forEach((name, head) -> RollbackCheck.requireSameFiles(name, head, inodes));
    }

    /**
     * Records the present database files as the ones in use, on the word of an operator that they were moved.
     *
     * @throws StorageOpenException as {@link #verifyAtStart}, except for the files
     * @throws RuntimeException if a witness cannot be written; the next start is then refused again
     */
    public void acceptMovedFiles(Ledger ledger) {
        verifyHeads(ledger);
        KnownHead head = present(ledger, Epochs.of(ledger));
        stores.forEach(store -> store.write(head));
    }

    /** Returns the heads that confirm the ledger, by the name of their witness. */
    private Map<String, KnownHead> verifyHeads(Ledger ledger) {
        RollbackCheck check = new RollbackCheck(ledger);
        Map<HeadWitness, Optional<KnownHead>> heads = new LinkedHashMap<>();
        witnesses.forEach(witness -> heads.put(witness, read(witness)));
        Map<String, KnownHead> confirming = new LinkedHashMap<>();
        boolean confirmed = false;
        for (HeadWitness witness : witnesses) {
            Optional<KnownHead> head = headOf(heads, witness).filter(it -> check.isConfirmedBy(witness.name(), it));
            head.ifPresent(it -> confirming.put(witness.name(), it));
            confirmed |= head.isPresent() && witness.isAuthoritative();
        }
        if (!confirmed && ledger.head().isPresent()) {
            throw new StorageOpenException("no witness can confirm that this ledger, which ends at position "
                    + (ledger.nextPosition().value() - 1)
                    + ", is the newest. If you know that it is, start it with ./keyledger restore --accept");
        }
        witnesses.stream()
                .filter(HeadWitness::mustBeCurrent)
                .forEach(witness -> check.requireCurrent(witness.name(), headOf(heads, witness)));
        return confirming;
    }

    private static Optional<KnownHead> headOf(Map<HeadWitness, Optional<KnownHead>> heads, HeadWitness witness) {
        return Objects.requireNonNull(heads.get(witness));
    }

    /** One line for each witness with the head that it has seen, for operators. */
    public List<String> readings() {
        return witnesses.stream()
                .map(witness -> witness.name() + ": "
                        + read(witness)
                                .map(head -> "position " + head.position() + " of epoch " + head.epoch())
                                .orElse("nothing"))
                .toList();
    }

    /**
     * Starts a new epoch at the end of the ledger, on the decision of an operator: repeats every erasure that the vault
     * knows, appends the event of the epoch and records the new head in the witnesses. An interrupted call can be repeated.
     *
     * @throws StorageOpenException if a witness has seen another ledger
     */
    public LedgerReopened startEpoch(EpochStarter epochStarter, Ledger ledger, Vault vault) {
        int maxSeenEpoch = 0;
        for (HeadWitness witness : witnesses) {
            Optional<KnownHead> head = read(witness);
            head.ifPresent(
                    it -> RollbackCheck.requireSameLedger(ledger.identity().id(), witness.name(), it));
            maxSeenEpoch = Math.max(maxSeenEpoch, head.map(KnownHead::epoch).orElse(0));
        }
        vault.destroyedSubjects().forEach(vault::destroyKey);
        LedgerReopened reopened = epochStarter.startAfter(maxSeenEpoch);
        record(present(ledger, Epochs.of(ledger)));
        return reopened;
    }

    /** A witness that cannot be written now is written again when the ledger is in use. */
    private void record(KnownHead head) {
        for (HeadStore store : stores) {
            try {
                store.write(head);
            } catch (RuntimeException e) {
                LOG.warn("Could not record ledger head in {}: {}", store.name(), e.toString());
            }
        }
    }

    /** The present head, with the inode numbers of the database files. */
    KnownHead present(Ledger ledger, Epochs epochs) {
        return KnownHead.of(ledger, epochs, inodes);
    }

    List<HeadStore> stores() {
        return stores;
    }

    private static Optional<KnownHead> read(HeadWitness witness) {
        try {
            return witness.read();
        } catch (RuntimeException e) {
            LOG.warn("Could not read ledger head from {}: {}", witness.name(), e.toString());
            return Optional.empty();
        }
    }
}
