package org.keyledger.ledger.hashchain;

import java.util.List;
import java.util.Optional;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;

/** One walk along the chain, up to the commit that holds {@code to}. */
final class ChainVerifier {

    private final Ledger ledger;
    private final Position to;

    ChainVerifier(Ledger ledger, Position to) {
        this.ledger = ledger;
        this.to = to;
    }

    Optional<Position> verifyFrom(Position from) {
        Position begin = from;
        try {
            List<RecordedCommit> holder = ledger.read(from, 1);
            if (holder.isEmpty()) {
                return Optional.empty();
            }
            begin = holder.get(0).first();
            if (from.isBefore(begin)) {
                return Optional.of(from);
            }
            return begin.equals(Position.FIRST) ? walk(Tip.genesis(ledger.identity())) : verifyAfter(begin);
        } catch (CommitFormatException damaged) {
            return Optional.of(begin);
        }
    }

    private Optional<Position> verifyAfter(Position begin) {
        Position last = new Position(begin.value() - 1);
        RecordedCommit before = ledger.read(last, 1).get(0);
        return before.next().equals(begin) ? walk(Tip.after(before)) : Optional.of(last);
    }

    private Optional<Position> walk(Tip begin) {
        Tip tip = begin;
        while (!to.isBefore(tip.next())) {
            List<RecordedCommit> page;
            try {
                page = Chain.readPage(ledger, tip.next());
            } catch (CommitFormatException damaged) {
                return Optional.of(tip.next());
            }
            if (page.isEmpty()) {
                return missing(tip);
            }
            for (RecordedCommit commit : page) {
                if (to.isBefore(tip.next())) {
                    return Optional.empty();
                }
                if (!Chain.isSuccessor(tip, commit)) {
                    return Optional.of(tip.next());
                }
                tip = Tip.after(commit);
            }
        }
        return Optional.empty();
    }

    /** Nothing to read is the end, unless the ledger itself says that more was recorded. */
    private Optional<Position> missing(Tip tip) {
        return tip.next().isBefore(ledger.nextPosition()) ? Optional.of(tip.next()) : Optional.empty();
    }
}
