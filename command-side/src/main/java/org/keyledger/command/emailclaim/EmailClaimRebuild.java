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
 * Rewrites the entry of every active claim in the atomic store. After a backup was restored an entry may be missing, or
 * may name a claim that the ledger has lost; without a rebuild, another account could then claim an address that is in
 * use.
 */
final class EmailClaimRebuild {

    private static final String AGGREGATE_TYPE = EmailClaim.class.getSimpleName();

    private final LedgerAxonAdapter axonLedger;
    private final Ledger ledger;
    private final AtomicStore store;

    EmailClaimRebuild(LedgerAxonAdapter axonLedger, Ledger ledger, AtomicStore atomicStore) {
        this.axonLedger = axonLedger;
        this.ledger = ledger;
        this.store = atomicStore;
    }

    /**
     * Can be repeated if it was interrupted. Returns how many claims cannot be read because the vault has lost their
     * key.
     */
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
                .anyMatch(event -> event.aggregateType().equals(AGGREGATE_TYPE) && event.sequence() == 0);
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
        } catch (UnknownSubjectException e) {
            return false;
        }
    }

    /** A claim has at most two events; the second one releases the address. */
    private boolean isActive(EmailClaimed claimed) {
        var last = ledger.lastSequence(claimed.claim().toString());
        return !claimed.email().isErased()
                && last.filter(sequence -> sequence == 0).isPresent();
    }

    private void writeEntry(EmailClaimed claimed) {
        var storeKey = EmailClaimRegistry.storeKey(claimed.email());
        var expected = EmailClaimRegistry.bytes(claimed.claim());
        var stored = store.putIfAbsent(storeKey, expected, Durability.DURABLE);
        while (!Arrays.equals(stored, expected)) {
            store.compareAndSet(storeKey, stored, expected, Durability.DURABLE);
            stored = store.putIfAbsent(storeKey, expected, Durability.DURABLE);
        }
    }
}
