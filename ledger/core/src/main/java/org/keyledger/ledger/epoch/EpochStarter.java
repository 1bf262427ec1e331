package org.keyledger.ledger.epoch;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.epoch.LedgerAggregate.NamedEvent;
import org.keyledger.ledger.hashchain.Chain;

/** Starts a new epoch atomically, with one commit. */
public final class EpochStarter {

    private final Ledger ledger;
    private final LedgerAggregate aggregate;
    private final Function<LedgerReopened, List<NamedEvent>> consequences;

    /** @param metadata of the commit, such as its actor; nothing personal, because it is not encrypted */
    public EpochStarter(Ledger ledger, Clock clock, SecureRandom random, Map<String, String> metadata) {
        this(ledger, clock, random, metadata, reopened -> List.of());
    }

    /** @param consequences further events of the commit, after the event that begins the epoch */
    public EpochStarter(
            Ledger ledger,
            Clock clock,
            SecureRandom random,
            Map<String, String> metadata,
            Function<LedgerReopened, List<NamedEvent>> consequences) {
        this.ledger = ledger;
        this.aggregate = new LedgerAggregate(ledger, clock, random, metadata);
        this.consequences = consequences;
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
        Stream<NamedEvent> reopened = Stream.of(new NamedEvent(LedgerReopened.NAME, event));
        aggregate.append(
                "reopened " + event.epoch(),
                Stream.concat(reopened, consequences.apply(event).stream()).toList());
        return event;
    }

    private Hash genesis() {
        return Chain.genesis(ledger.identity());
    }
}
