package org.keyledger.ledger.epoch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.encryption.LedgerJson;
import org.keyledger.ledger.hashchain.Chain;
import tools.jackson.databind.json.JsonMapper;

/** Begins a new epoch. One commit does it, so it is done or it is not. */
public final class EpochStarter {

    private static final String TYPE = "Ledger";
    private static final JsonMapper JSON = LedgerJson.mapper(List.of());

    private final Ledger ledger;
    private final Clock clock;

    public EpochStarter(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Begins the epoch after this one and after every one that the ledger has in it. Returns when that is durable.
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
        ledger.append(new Commit("reopened " + event.epoch(), List.of(toEventRecord(event))))
                .join();
        return event;
    }

    private Hash genesis() {
        return Chain.genesis(ledger.identity());
    }

    private EventRecord toEventRecord(LedgerReopened event) {
        String aggregate = aggregateId(ledger.identity());
        return new EventRecord(
                aggregate,
                TYPE,
                ledger.lastSequence(aggregate).orElse(-1L) + 1,
                UUID.randomUUID().toString(),
                LedgerReopened.NAME,
                1,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                JSON.writeValueAsBytes(event),
                "{}".getBytes(UTF_8));
    }

    /** The ledger's own history within the ledger. */
    static String aggregateId(LedgerIdentity ledger) {
        return ledger.id().toString();
    }
}
