package org.keyledger.command.emailclaim;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.axonframework.messaging.Message;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.Reservations;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.ledger.encryption.UnknownSubjectException;

/**
 * Makes the reservations agree with the ledger: after a rebuild the key of every claim that was not released is reserved,
 * and no other key is. After a backup was restored a reservation may be missing, which would let another account claim
 * what is in use, or may name a claim that the ledger has lost or has for another key.
 *
 * @param <E> the first event of a claim
 */
public final class ClaimRebuild<E> {

    private static final int PAGE_SIZE = 1000;

    private final Kind<E> kind;
    private final LedgerAxonAdapter axonLedger;
    private final Reservations reservations;

    /**
     * A kind of claims.
     *
     * @param keyPrefix of the reserved keys of this kind
     * @param released the last event of a claim
     * @param claim the id of a claim
     * @param storeKey the key of a claim; empty if its user is erased
     * @param value the reserved value of a claim
     * @param claimIn the id of the claim that a value names; throws {@link IllegalArgumentException} if it is damaged
     */
    public record Kind<E>(
            String aggregateType,
            String keyPrefix,
            Class<E> claimed,
            Class<?> released,
            Function<E, Object> claim,
            Function<E, Optional<String>> storeKey,
            Function<E, byte[]> value,
            Function<byte[], Object> claimIn) {}

    public ClaimRebuild(Kind<E> kind, LedgerAxonAdapter axonLedger, Reservations reservations) {
        this.kind = kind;
        this.axonLedger = axonLedger;
        this.reservations = reservations;
    }

    /**
     * Can be repeated if it was interrupted. Returns how many claims cannot be read because the vault has lost their
     * key.
     *
     * @param listener receives, for each commit that is read, the position of the next one
     */
    public long rebuild(Consumer<Position> listener) {
        removeWrong();
        return axonLedger
                .commits()
                .peek(commit -> listener.accept(commit.next()))
                .filter(this::createsClaim)
                .filter(commit -> !reserveClaims(commit))
                .count();
    }

    private void removeWrong() {
        var keys = reservations.keys(kind.keyPrefix(), "", PAGE_SIZE);
        while (!keys.isEmpty()) {
            keys.forEach(this::removeIfWrong);
            keys = reservations.keys(kind.keyPrefix(), keys.get(keys.size() - 1), PAGE_SIZE);
        }
    }

    private void removeIfWrong(String storeKey) {
        reservations
                .find(storeKey)
                .filter(bytes -> claimIn(bytes)
                        .filter(claim -> isClaimOf(storeKey, claim))
                        .isEmpty())
                .ifPresent(bytes -> reservations.remove(storeKey, bytes));
    }

    /** Empty if the value is damaged. */
    private Optional<Object> claimIn(byte[] bytes) {
        try {
            return Optional.of(kind.claimIn().apply(bytes));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** True for a claim whose key cannot be read: it may be the right one. */
    private boolean isClaimOf(String storeKey, Object claim) {
        try {
            return axonLedger
                    .firstEvent(claim.toString())
                    .map(kind.claimed()::cast)
                    .filter(claimed -> kind.storeKey()
                            .apply(claimed)
                            .filter(storeKey::equals)
                            .isPresent())
                    .filter(this::isHeld)
                    .isPresent();
        } catch (UnknownSubjectException e) {
            return true;
        }
    }

    private boolean createsClaim(RecordedCommit commit) {
        return commit.commit().events().stream()
                .anyMatch(event -> event.aggregateType().equals(kind.aggregateType()) && event.sequence() == 0);
    }

    private boolean reserveClaims(RecordedCommit commit) {
        try {
            claimsOf(commit).stream().filter(this::isHeld).forEach(this::reserve);
            return true;
        } catch (UnknownSubjectException e) {
            return false;
        }
    }

    private List<E> claimsOf(RecordedCommit commit) {
        return axonLedger.decode(commit).stream()
                .map(Message::getPayload)
                .filter(kind.claimed()::isInstance)
                .map(kind.claimed()::cast)
                .toList();
    }

    /** A retained claim is held too; the next claimant releases it once its time is over. */
    private boolean isHeld(E claimed) {
        return kind.storeKey().apply(claimed).isPresent()
                && axonLedger
                        .lastEvent(kind.claim().apply(claimed).toString())
                        .filter(kind.released()::isInstance)
                        .isEmpty();
    }

    private void reserve(E claimed) {
        reservations.put(
                kind.storeKey().apply(claimed).orElseThrow(), kind.value().apply(claimed));
    }
}
