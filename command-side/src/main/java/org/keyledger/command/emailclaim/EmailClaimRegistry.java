package org.keyledger.command.emailclaim;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.keyledger.kernel.emailclaim.EmailClaimId;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.AtomicStore.Durability;

/**
 * Registry of the claims to addresses. An entry in the atomic store maps each address to a claim; the claim's events
 * decide whether it is active. An entry whose claim was never committed is reused by the next claimant, so entries
 * without a claim need no clean-up.
 */
public final class EmailClaimRegistry {

    private static final String KEY_PREFIX = "email/";

    private final AtomicStore store;
    private final Repository<EmailClaim> claims;

    EmailClaimRegistry(AtomicStore atomicStore, Repository<EmailClaim> claims) {
        this.store = atomicStore;
        this.claims = claims;
    }

    /**
     * The claim to create for this address, stored durably under the address; empty if the address is taken.
     *
     * <p>Two callers may get the same claim: the ledger accepts only one first event for it.
     */
    public Optional<EmailClaimId> findAvailableClaim(EmailHmac email, EmailClaimId proposed) {
        String storeKey = storeKey(email);
        while (true) {
            byte[] stored = store.putIfAbsent(storeKey, bytes(proposed), Durability.DURABLE);
            EmailClaimId claim = EmailClaimId.parse(new String(stored, UTF_8));
            switch (state(claim)) {
                case UNUSED -> {
                    return Optional.of(claim);
                }
                case ACTIVE -> {
                    return Optional.empty();
                }
                case RELEASED -> {
                    if (claim.equals(proposed)) {
                        return Optional.empty(); // a claim cannot be created twice, and this one was released
                    }
                    store.compareAndSet(storeKey, stored, bytes(proposed), Durability.DURABLE);
                }
            }
        }
    }

    /** Creates the claim in the current commit. */
    public void createClaim(EmailClaimId claim, UserId user, EmailHmac email) throws Exception {
        claims.newInstance(() -> new EmailClaim(claim, user, email));
    }

    /** Releases the address in the current commit. */
    public void release(EmailClaimId claim) {
        claims.load(claim.toString()).execute(EmailClaim::release);
    }

    /** Removes the entry of a released claim, unless the address is already mapped to another claim. */
    public void removeEntry(EmailClaimId claim, EmailHmac email) {
        store.remove(storeKey(email), bytes(claim));
    }

    private State state(EmailClaimId claim) {
        try {
            return claims.load(claim.toString()).invoke(EmailClaim::isReleased) ? State.RELEASED : State.ACTIVE;
        } catch (AggregateNotFoundException e) {
            return State.UNUSED;
        }
    }

    static String storeKey(EmailHmac email) {
        return KEY_PREFIX + email.value();
    }

    static byte[] bytes(EmailClaimId claim) {
        return claim.toString().getBytes(UTF_8);
    }

    private enum State {
        UNUSED,
        ACTIVE,
        RELEASED
    }
}
