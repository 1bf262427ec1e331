package org.keyledger.command.emailclaim;

import java.util.Arrays;
import java.util.function.Consumer;
import org.axonframework.messaging.Message;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.AtomicStore.Durability;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.ledger.encryption.UnknownSubjectException;

/**
 * Names every claim that stands in the cell of its address again. After a backup was put back a cell may be missing, or
 * name a claim that the ledger has lost; then whoever comes next could take an address that somebody has.
 */
final class EmailClaimRebuild {

    private static final String AGGREGATE = EmailClaim.class.getSimpleName();

    private final LedgerAxonAdapter axonLedger;
    private final Ledger ledger;
    private final AtomicStore cells;

    EmailClaimRebuild(LedgerAxonAdapter axonLedger, Ledger ledger, AtomicStore cells) {
        this.axonLedger = axonLedger;
        this.ledger = ledger;
        this.cells = cells;
    }

    /** Cut short, it is simply done again; answers how many claims cannot be read, since the vault has lost their key. */
    long restore(Consumer<Position> listener) {
        return axonLedger
                .commits()
                .peek(commit -> listener.accept(commit.next()))
                .filter(EmailClaimRebuild::beginsAClaim)
                .filter(commit -> !restored(commit))
                .count();
    }

    private static boolean beginsAClaim(RecordedCommit commit) {
        return commit.commit().entries().stream()
                .anyMatch(it -> it.aggregateType().equals(AGGREGATE) && it.sequence() == 0);
    }

    private boolean restored(RecordedCommit commit) {
        try {
            axonLedger.open(commit).stream()
                    .map(Message::getPayload)
                    .filter(EmailClaimed.class::isInstance)
                    .map(EmailClaimed.class::cast)
                    .filter(this::stands)
                    .forEach(this::name);
            return true;
        } catch (UnknownSubjectException lost) {
            return false;
        }
    }

    /** The second event of a claim is its last: the address was given back. */
    private boolean stands(EmailClaimed claimed) {
        var last = ledger.lastSequence(claimed.claim().toString());
        return !claimed.email().isErased() && last.filter(it -> it == 0).isPresent();
    }

    private void name(EmailClaimed claimed) {
        var cell = EmailClaimRegistry.cell(claimed.email());
        var ours = EmailClaimRegistry.bytes(claimed.claim());
        var held = cells.putIfAbsent(cell, ours, Durability.DURABLE);
        while (!Arrays.equals(held, ours)) {
            cells.compareAndSet(cell, held, ours, Durability.DURABLE);
            held = cells.putIfAbsent(cell, ours, Durability.DURABLE);
        }
    }
}
