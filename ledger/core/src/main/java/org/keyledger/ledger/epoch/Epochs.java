package org.keyledger.ledger.epoch;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.encryption.LedgerJson;
import tools.jackson.databind.json.JsonMapper;

/**
 * The epochs of a ledger in their order: the one it was created in, and one for each {@link LedgerReopened}. They are
 * read from the ledger's own events, so that no store keeps a second copy. The list is fixed when it is read; no epoch
 * begins while a ledger serves requests.
 */
public final class Epochs {

    private static final JsonMapper JSON = LedgerJson.mapper(List.of());
    private static final Position NO_END = new Position(Long.MAX_VALUE);

    private final UUID ledgerId;
    private final List<Epoch> epochs = new ArrayList<>();

    private record Epoch(int number, Position first) {}

    private Epochs(LedgerIdentity created, List<PositionedEvent> reopenings) {
        this.ledgerId = created.id();
        epochs.add(new Epoch(created.epoch(), Position.FIRST));
        reopenings.forEach(it -> epochs.add(new Epoch(number(it), it.position())));
    }

    public static Epochs of(Ledger ledger) {
        LedgerIdentity created = ledger.identity();
        return new Epochs(created, LedgerAggregate.read(ledger, LedgerReopened.NAME));
    }

    private static int number(PositionedEvent reopening) {
        return JSON.readValue(reopening.event().payload(), LedgerReopened.class).epoch();
    }

    /** The only epoch of a ledger that was never restored. */
    public static Epochs single(LedgerIdentity created) {
        return new Epochs(created, List.of());
    }

    /** The ledger's identity in the present epoch. */
    public LedgerIdentity present() {
        return at(Long.MAX_VALUE);
    }

    /** The ledger's identity in the epoch that contains the event at this position. */
    public LedgerIdentity at(long position) {
        int last = epochs.size() - 1;
        while (position < epochs.get(last).first().value()) {
            last--;
        }
        return new LedgerIdentity(ledgerId, epochs.get(last).number());
    }

    /**
     * The position before which a reader of this epoch has seen the same events as the ledger has now. Events that it saw
     * from there on were removed by a restore. 0 for an epoch that is not in this ledger.
     */
    public Position commonPrefixWith(int epoch) {
        Position prefixEnd = Position.FIRST;
        for (int i = 0; i < epochs.size(); i++) {
            if (epochs.get(i).number() == epoch) {
                prefixEnd = i + 1 < epochs.size() ? epochs.get(i + 1).first() : NO_END;
            }
        }
        return prefixEnd;
    }
}
