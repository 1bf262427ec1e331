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

    private static final String AGGREGATE_TYPE = EmailClaim.class.getSimpleName();

    private final LedgerAxonAdapter axonLedger;
    private final Ledger ledger;
    private final AtomicStore store;

    EmailClaimRebuild(LedgerAxonAdapter axonLedger, Ledger ledger, AtomicStore cells) {
        this.axonLedger = axonLedger;
        this.ledger = ledger;
        this.store = cells;
    }

    /** Cut short, it is simply done again; answers how many claims cannot be read, since the vault has lost their key. */
    long rebuild(Consumer<Position> listener) {
        return axonLedger
                .commits()
                .peek(commit -> listener.accept(commit.next()))
                .filter(EmailClaimRebuild::createsClaim)
                .filter(commit -> !rebuildEntries(commit))
                .count();
    }

    private static boolean createsClaim(RecordedCommit commit) {
        return commit.commit().events().stream()
                .anyMatch(it -> it.aggregateType().equals(AGGREGATE_TYPE) && it.sequence() == 0);
    }

    private boolean rebuildEntries(RecordedCommit commit) {
        try {
            axonLedger.decode(commit).stream()
                    .map(Message::getPayload)
                    .filter(EmailClaimed.class::isInstance)
                    .map(EmailClaimed.class::cast)
                    .filter(this::isActive)
                    .forEach(this::writeEntry);
            return true;
        } catch (UnknownSubjectException lost) {
            return false;
        }
    }

    /** The second event of a claim is its last: the address was given back. */
    private boolean isActive(EmailClaimed claimed) {
        var last = ledger.lastSequence(claimed.claim().toString());
        return !claimed.email().isErased() && last.filter(it -> it == 0).isPresent();
    }

    private void writeEntry(EmailClaimed claimed) {
        var storeKey = EmailClaimRegistry.storeKey(claimed.email());
        var expected = EmailClaimRegistry.bytes(claimed.claim());
        var held = store.putIfAbsent(storeKey, expected, Durability.DURABLE);
        while (!Arrays.equals(held, expected)) {
            store.compareAndSet(storeKey, held, expected, Durability.DURABLE);
            held = store.putIfAbsent(storeKey, expected, Durability.DURABLE);
        }
    }
}
