package org.keyledger.command.emailclaim;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.axonframework.messaging.Message;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailClaimed;
import org.keyledger.kernel.emailclaim.EmailClaimEvent.EmailReleased;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.AtomicStore.Durability;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.ledger.encryption.UnknownSubjectException;

/**
 * Makes the atomic store agree with the ledger: after a rebuild the address of every claim that was not released has an
 * entry, and no other address has one. After a backup was restored an entry may be missing, which would let another
 * account claim an address that is in use, or may name a claim that the ledger has lost or has for another address.
 */
final class EmailClaimRebuild {

    private static final String AGGREGATE_TYPE = EmailClaim.class.getSimpleName();
    private static final int PAGE_SIZE = 1000;

    private final LedgerAxonAdapter axonLedger;
    private final AtomicStore store;

    EmailClaimRebuild(LedgerAxonAdapter axonLedger, AtomicStore atomicStore) {
        this.axonLedger = axonLedger;
        this.store = atomicStore;
    }

    /**
     * Can be repeated if it was interrupted. Returns how many claims cannot be read because the vault has lost their
     * key.
     */
    long rebuild(Consumer<Position> listener) {
        removeWrongEntries();
        return axonLedger
                .commits()
                .peek(commit -> listener.accept(commit.next()))
                .filter(EmailClaimRebuild::createsClaim)
                .filter(commit -> !rebuildEntries(commit))
                .count();
    }

    private void removeWrongEntries() {
        var keys = store.keys(StoredEmailClaim.KEY_PREFIX, "", PAGE_SIZE);
        while (!keys.isEmpty()) {
            keys.forEach(this::removeIfWrong);
            keys = store.keys(StoredEmailClaim.KEY_PREFIX, keys.get(keys.size() - 1), PAGE_SIZE);
        }
    }

    private void removeIfWrong(String storeKey) {
        store.get(storeKey)
                .filter(bytes -> claimIn(bytes)
                        .filter(claim -> isClaimOf(storeKey, claim))
                        .isEmpty())
                .ifPresent(bytes -> store.remove(storeKey, bytes));
    }

    /** Empty if the entry is damaged. */
    private static Optional<EmailClaimId> claimIn(byte[] bytes) {
        try {
            return Optional.of(StoredEmailClaim.parse(bytes).claim());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** True for a claim whose address cannot be read: it may be the right one. */
    private boolean isClaimOf(String storeKey, EmailClaimId claim) {
        try {
            return axonLedger
                    .firstEvent(claim.toString())
                    .map(EmailClaimed.class::cast)
                    .filter(claimed ->
                            StoredEmailClaim.storeKey(claimed.email()).equals(storeKey))
                    .filter(this::isHeld)
                    .isPresent();
        } catch (UnknownSubjectException e) {
            return true;
        }
    }

    private static boolean createsClaim(RecordedCommit commit) {
        return commit.commit().events().stream()
                .anyMatch(event -> event.aggregateType().equals(AGGREGATE_TYPE) && event.sequence() == 0);
    }

    private boolean rebuildEntries(RecordedCommit commit) {
        try {
            claimsOf(commit).stream().filter(this::isHeld).forEach(this::writeEntry);
            return true;
        } catch (UnknownSubjectException e) {
            return false;
        }
    }

    private List<EmailClaimed> claimsOf(RecordedCommit commit) {
        return axonLedger.decode(commit).stream()
                .map(Message::getPayload)
                .filter(EmailClaimed.class::isInstance)
                .map(EmailClaimed.class::cast)
                .toList();
    }

    /** A retained claim is held too; the next claimant releases it once its time is over. */
    private boolean isHeld(EmailClaimed claimed) {
        return !claimed.email().isErased()
                && axonLedger
                        .lastEvent(claimed.claim().toString())
                        .filter(EmailReleased.class::isInstance)
                        .isEmpty();
    }

    private void writeEntry(EmailClaimed claimed) {
        var storeKey = StoredEmailClaim.storeKey(claimed.email());
        var expected = StoredEmailClaim.of(claimed.claim()).bytes();
        var stored = store.putIfAbsent(storeKey, expected, Durability.DURABLE);
        while (!Arrays.equals(stored, expected)) {
            store.compareAndSet(storeKey, stored, expected, Durability.DURABLE);
            stored = store.putIfAbsent(storeKey, expected, Durability.DURABLE);
        }
    }
}
