package org.keyledger.ledger.epoch;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.IdGenerator;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.encryption.LedgerJson;
import org.keyledger.ledger.hashchain.Chain;
import tools.jackson.databind.json.JsonMapper;

/** Starts a new epoch atomically, with one commit. */
public final class EpochStarter {

    private static final String AGGREGATE_TYPE = "Ledger";
    private static final JsonMapper JSON = LedgerJson.mapper(List.of());

    private final Ledger ledger;
    private final Clock clock;
    private final IdGenerator ids;
    private final Map<String, String> metadata;

    /** @param metadata of the commit, such as its actor; nothing personal, because it is not encrypted */
    public EpochStarter(Ledger ledger, Clock clock, SecureRandom random, Map<String, String> metadata) {
        this.ledger = ledger;
        this.clock = clock;
        this.ids = new IdGenerator(random);
        this.metadata = Map.copyOf(metadata);
    }

    /**
     * Starts the epoch after the greatest known one, of the ledger or of a witness. Returns when it is durable.
     *
     * @param maxSeenEpoch the greatest epoch that any witness has seen
     */
    public LedgerReopened startAfter(int maxSeenEpoch) {
        LedgerIdentity present = Epochs.of(ledger).present();
        Optional<RecordedCommit> head = ledger.head();
        LedgerReopened event = new LedgerReopened(
                present.id(),
                Math.max(maxSeenEpoch, present.epoch()) + 1,
                head.map(it -> it.last().value()).orElse(-1L),
                head.map(RecordedCommit::hash).orElseGet(this::genesis).toString());
        ledger.append(new Commit(
                        "reopened " + event.epoch(), JSON.writeValueAsBytes(metadata), List.of(toEventRecord(event))))
                .join();
        return event;
    }

    private Hash genesis() {
        return Chain.genesis(ledger.identity());
    }

    private EventRecord toEventRecord(LedgerReopened event) {
        String aggregateId = aggregateId(ledger.identity());
        return new EventRecord(
                aggregateId,
                AGGREGATE_TYPE,
                ledger.lastSequence(aggregateId).orElse(-1L) + 1,
                ids.uuid().toString(),
                LedgerReopened.NAME,
                1,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                JSON.writeValueAsBytes(event));
    }

    /** The aggregate in the ledger that contains the ledger's own events. */
    static String aggregateId(LedgerIdentity ledger) {
        return ledger.id().toString();
    }
}
