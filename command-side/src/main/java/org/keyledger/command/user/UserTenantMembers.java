package org.keyledger.command.user;

import org.axonframework.modelling.command.Repository;
import org.keyledger.command.tenant.TenantMembers;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.axon.LedgerRepository;

/** Reads the members of tenants from the user aggregates. */
final class UserTenantMembers implements TenantMembers {

    private final Repository<User> users;

    UserTenantMembers(Repository<User> users) {
        this.users = users;
    }

    @Override
    public boolean isCurrent(CredentialVersion version, UserId user) {
        return LedgerRepository.find(users, user.toString())
                .filter(found -> found.invoke(User::credential).isAt(version))
                .isPresent();
    }
}
