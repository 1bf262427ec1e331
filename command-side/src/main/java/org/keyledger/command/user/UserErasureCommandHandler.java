package org.keyledger.command.user;

import static org.keyledger.kernel.Decision.done;
import static org.keyledger.kernel.Decision.refuse;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.Repository;
import org.keyledger.command.emailclaim.EmailClaimRegistry;
import org.keyledger.command.tenant.TenantRegistry;
import org.keyledger.kernel.Decision;
import org.keyledger.kernel.Refusal;
import org.keyledger.kernel.user.UserCommand.EraseUser;

/**
 * Handles the erasure of a user in one commit: releases the address, the former ones and the linked identities,
 * closes the tenant if nobody else owns it, and ends the user. An event handler destroys the user's key afterwards.
 */
final class UserErasureCommandHandler {

    private final EmailClaimRegistry claims;
    private final TenantRegistry tenants;
    private final IdentityLinker identities;
    private final Repository<User> users;

    UserErasureCommandHandler(
            EmailClaimRegistry claims, TenantRegistry tenants, IdentityLinker identities, Repository<User> users) {
        this.claims = claims;
        this.tenants = tenants;
        this.identities = identities;
        this.users = users;
    }

    @CommandHandler
    Decision handle(EraseUser command) {
        var user = users.load(command.user().toString());
        var provedVersion = command.credential();
        if (provedVersion != null && !user.invoke(User::credential).isAt(provedVersion)) {
            return refuse(Refusal.STALE_CREDENTIAL);
        }
        claims.release(user.invoke(User::email).claim());
        user.invoke(User::formerAddresses).claims().forEach(claims::release);
        identities.releaseAll(command.user());
        tenants.leave(user.invoke(User::tenant), command.user());
        user.execute(User::erase);
        return done();
    }
}
