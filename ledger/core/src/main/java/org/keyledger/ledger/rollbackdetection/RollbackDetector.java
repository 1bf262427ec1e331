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

/** All who saw the ledger. One must be there that agrees, and none that does not, or the operator's word must stand in. */
public final class RollbackDetector {

    private static final Logger LOG = LoggerFactory.getLogger(RollbackDetector.class);

    private final List<HeadStore> stores;
    private final List<HeadWitness> witnesses;

    /**
     * @param places told by us
     * @param others who hear of the ledger in other ways
     */
    public RollbackDetector(List<HeadStore> places, List<? extends HeadWitness> others) {
        this.stores = List.copyOf(places);
        this.witnesses = new ArrayList<>(places);
        this.witnesses.addAll(others);
    }

    /**
     * Lets the ledger start. An empty one that nobody ever saw is new, and may.
     *
     * @throws StorageOpenException if a witness contradicts it, or it is not empty and no witness agrees, or what belongs to it was
     *     set back behind it
     */
    public void verifyAtStart(Ledger ledger) {
        RollbackCheck check = new RollbackCheck(ledger);
        Map<HeadWitness, Optional<KnownHead>> readings = new LinkedHashMap<>();
        witnesses.forEach(source -> readings.put(source, readings(source)));
        boolean agreed = false;
        for (HeadWitness source : witnesses) {
            boolean agrees = readingOf(readings, source)
                    .filter(it -> check.isConfirmedBy(source.name(), it))
                    .isPresent();
            agreed |= agrees && source.isAuthoritative();
        }
        if (!agreed && ledger.head().isPresent()) {
            throw new StorageOpenException("nobody can tell that this ledger, which ends at position "
                    + (ledger.nextPosition().value() - 1)
                    + ", is the newest: no witness of it is left that can be asked. If you know that it is, say so with"
                    + " ./keyledger ledger restore");
        }
        witnesses.stream()
                .filter(HeadWitness::mustBeCurrent)
                .forEach(source -> check.requireCurrent(source.name(), readingOf(readings, source)));
    }

    private static Optional<KnownHead> readingOf(Map<HeadWitness, Optional<KnownHead>> readings, HeadWitness source) {
        return Objects.requireNonNull(readings.get(source));
    }

    /** What those who can be asked have to say, in words. */
    public List<String> readings() {
        return witnesses.stream()
                .map(source -> source.name() + ": "
                        + readings(source)
                                .map(it -> "position " + it.position() + " of epoch " + it.epoch())
                                .orElse("nothing"))
                .toList();
    }

    /**
     * The operator's word: applies again every erasure that the vault remembers, begins a new epoch where the ledger ends
     * and lets the witnesses know of it. Cut short, it is simply given again.
     *
     * @throws StorageOpenException if a witness knows another ledger
     */
    public LedgerReopened startEpoch(EpochStarter reopening, Ledger ledger, Vault vault) {
        int seen = 0;
        for (HeadWitness source : witnesses) {
            Optional<KnownHead> witness = readings(source);
            witness.ifPresent(
                    it -> RollbackCheck.requireSameLedger(ledger.identity().id(), source.name(), it));
            seen = Math.max(seen, witness.map(KnownHead::epoch).orElse(0));
        }
        vault.destroyedSubjects().forEach(vault::destroyKey);
        LedgerReopened reopened = reopening.startAfter(seen);
        record(KnownHead.of(ledger, Epochs.of(ledger)));
        return reopened;
    }

    /** One that cannot be told now is told again while the ledger serves. */
    private void record(KnownHead witness) {
        for (HeadStore place : stores) {
            try {
                place.write(witness);
            } catch (RuntimeException e) {
                LOG.warn("{} does not take how far the ledger has come: {}", place.name(), e.toString());
            }
        }
    }

    List<HeadStore> stores() {
        return stores;
    }

    private static Optional<KnownHead> readings(HeadWitness source) {
        try {
            return source.read();
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be asked how far the ledger had come: {}", source.name(), e.toString());
            return Optional.empty();
        }
    }
}
