package org.keyledger.command.user;

import org.axonframework.modelling.command.Repository;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.axon.LedgerRepository;

/** The addresses whose ownership the users have proved. */
public final class ProvedAddresses {

    private final Repository<User> users;

    ProvedAddresses(Repository<User> users) {
        this.users = users;
    }

    /** Whether this is the present address of the user, and its ownership is proved. Locks the user. */
    public boolean isProved(UserId user, EmailHmac email) {
        return LedgerRepository.find(users, user.toString())
                .filter(found -> found.invoke(
                        it -> it.ownershipProved() && it.email().hmac().equals(email)))
                .isPresent();
    }
}
