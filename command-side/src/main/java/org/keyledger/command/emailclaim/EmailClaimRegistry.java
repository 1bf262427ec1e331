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
 * Which claim an address is taken by: a cell for each address names it, and the claim's own history says whether it
 * stands. A cell whose claim never came to be is used by whoever comes next, so an orphan needs no clean-up.
 */
public final class EmailClaimRegistry {

    private static final String KEY_PREFIX = "email/";

    private final AtomicStore store;
    private final Repository<EmailClaim> claims;

    EmailClaimRegistry(AtomicStore cells, Repository<EmailClaim> claims) {
        this.store = cells;
        this.claims = claims;
    }

    /**
     * The claim to begin for this address, named by a durable cell; empty if the address is taken.
     *
     * <p>Two may be told the same claim: the ledger lets only one of them begin it.
     */
    public Optional<EmailClaimId> findAvailableClaim(EmailHmac email, EmailClaimId proposed) {
        String storeKey = storeKey(email);
        while (true) {
            byte[] held = store.putIfAbsent(storeKey, bytes(proposed), Durability.DURABLE);
            EmailClaimId claim = EmailClaimId.parse(new String(held, UTF_8));
            switch (state(claim)) {
                case UNUSED -> {
                    return Optional.of(claim);
                }
                case ACTIVE -> {
                    return Optional.empty();
                }
                case RELEASED -> {
                    if (claim.equals(proposed)) {
                        return Optional.empty(); // a claim begins once: this one had its time
                    }
                    store.compareAndSet(storeKey, held, bytes(proposed), Durability.DURABLE);
                }
            }
        }
    }

    /** Begins the claim, in the commit that is under way. */
    public void createClaim(EmailClaimId claim, UserId user, EmailHmac email) throws Exception {
        claims.newInstance(() -> new EmailClaim(claim, user, email));
    }

    /** Gives the address back, in the commit that is under way. */
    public void release(EmailClaimId claim) {
        claims.load(claim.toString()).execute(EmailClaim::release);
    }

    /** Removes the cell of a claim that was given back, unless the address is another claim's by now. */
    public void removeEntry(EmailClaimId claim, EmailHmac email) {
        store.remove(storeKey(email), bytes(claim));
    }

    private State state(EmailClaimId claim) {
        try {
            return claims.load(claim.toString()).invoke(EmailClaim::isReleased) ? State.RELEASED : State.ACTIVE;
        } catch (AggregateNotFoundException unused) {
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
