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
 * The epochs that a ledger has in it, in their order: the one it was born in, and one for each {@link LedgerReopened}.
 * The book itself tells them, so that no store keeps a second truth beside it. Fixed when it is read; while a ledger is
 * open for service, none begins.
 */
public final class Epochs {

    private static final JsonMapper JSON = LedgerJson.mapper(List.of());
    private static final Position NO_END = new Position(Long.MAX_VALUE);

    private final UUID ledger;
    private final List<Epoch> all = new ArrayList<>();

    private record Epoch(int number, Position first) {}

    private Epochs(LedgerIdentity born, List<PositionedEvent> reopenings) {
        this.ledger = born.id();
        all.add(new Epoch(born.epoch(), Position.FIRST));
        reopenings.forEach(it -> all.add(new Epoch(number(it), it.position())));
    }

    public static Epochs of(Ledger ledger) {
        LedgerIdentity born = ledger.identity();
        return new Epochs(born, ledger.readEvents(EpochStarter.aggregateId(born), 0));
    }

    private static int number(PositionedEvent reopening) {
        return JSON.readValue(reopening.event().payload(), LedgerReopened.class).epoch();
    }

    /** Of one that was never restored. */
    public static Epochs single(LedgerIdentity born) {
        return new Epochs(born, List.of());
    }

    /** The ledger in its present epoch. */
    public LedgerIdentity present() {
        return at(Long.MAX_VALUE);
    }

    /** The ledger in the epoch that the event at this position was recorded in. */
    public LedgerIdentity at(long position) {
        int last = all.size() - 1;
        while (position < all.get(last).first().value()) {
            last--;
        }
        return new LedgerIdentity(ledger, all.get(last).number());
    }

    /**
     * Who saw the ledger in this epoch saw, before this position, what is there now. What it saw from there on was left
     * behind by a restore. Of an epoch that is not in this ledger nothing is known, and the answer is 0.
     */
    public Position commonPrefixWith(int epoch) {
        Position shared = Position.FIRST;
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).number() == epoch) {
                shared = i + 1 < all.size() ? all.get(i + 1).first() : NO_END;
            }
        }
        return shared;
    }
}
