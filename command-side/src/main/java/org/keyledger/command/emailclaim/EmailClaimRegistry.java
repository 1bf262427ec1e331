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

    private static final String CELL = "email/";

    private final AtomicStore cells;
    private final Repository<EmailClaim> claims;

    EmailClaimRegistry(AtomicStore cells, Repository<EmailClaim> claims) {
        this.cells = cells;
        this.claims = claims;
    }

    /**
     * The claim to begin for this address, named by a durable cell; empty if the address is taken.
     *
     * <p>Two may be told the same claim: the ledger lets only one of them begin it.
     */
    public Optional<EmailClaimId> free(EmailHmac email, EmailClaimId proposed) {
        String cell = cell(email);
        while (true) {
            byte[] held = cells.putIfAbsent(cell, bytes(proposed), Durability.DURABLE);
            EmailClaimId claim = EmailClaimId.parse(new String(held, UTF_8));
            switch (state(claim)) {
                case UNUSED -> {
                    return Optional.of(claim);
                }
                case STANDING -> {
                    return Optional.empty();
                }
                case RELEASED -> {
                    if (claim.equals(proposed)) {
                        return Optional.empty(); // a claim begins once: this one had its time
                    }
                    cells.compareAndSet(cell, held, bytes(proposed), Durability.DURABLE);
                }
            }
        }
    }

    /** Begins the claim, in the commit that is under way. */
    public void begin(EmailClaimId claim, UserId user, EmailHmac email) throws Exception {
        claims.newInstance(() -> new EmailClaim(claim, user, email));
    }

    /** Gives the address back, in the commit that is under way. */
    public void release(EmailClaimId claim) {
        claims.load(claim.toString()).execute(EmailClaim::release);
    }

    /** Removes the cell of a claim that was given back, unless the address is another claim's by now. */
    public void forget(EmailClaimId claim, EmailHmac email) {
        cells.remove(cell(email), bytes(claim));
    }

    private State state(EmailClaimId claim) {
        try {
            return claims.load(claim.toString()).invoke(EmailClaim::isReleased) ? State.RELEASED : State.STANDING;
        } catch (AggregateNotFoundException unused) {
            return State.UNUSED;
        }
    }

    static String cell(EmailHmac email) {
        return CELL + email.value();
    }

    static byte[] bytes(EmailClaimId claim) {
        return claim.toString().getBytes(UTF_8);
    }

    private enum State {
        UNUSED,
        STANDING,
        RELEASED
    }
}
