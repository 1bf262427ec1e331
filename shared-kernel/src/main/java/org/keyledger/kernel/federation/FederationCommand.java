package org.keyledger.kernel.federation;

import org.keyledger.kernel.Command;
import org.keyledger.kernel.emailclaim.EmailHmac;
import org.keyledger.kernel.session.AuthenticatedSession;
import org.keyledger.kernel.user.UserId;

/** Commands to the identities of a user. */
public sealed interface FederationCommand extends Command {

    UserId user();

    @Override
    default UserIdentitiesId targetId() {
        return new UserIdentitiesId(user());
    }

    /**
     * Links an identity that the user of a session has proved. Refused if the session is no longer valid at the credential
     * version that it names.
     */
    record LinkIdentity(AuthenticatedSession by, NewIdentity identity) implements FederationCommand {
        @Override
        public UserId user() {
            return by.user();
        }
    }

    /**
     * Links an identity whose provider has verified the address of the account. Refused unless this is the account's
     * present address, and its ownership is proved: until then somebody else may have created the account.
     *
     * @param email HMAC of the address that the provider has verified
     */
    record LinkVerifiedIdentity(UserId user, EmailHmac email, NewIdentity identity) implements FederationCommand {}

    /**
     * Unlinks the identity of a provider. Refused if the session is no longer valid at the credential version that it
     * names, or if no way to log in would be left.
     *
     * @param mailedLink whether the user can log in by a mailed link if the address is verified
     */
    record UnlinkIdentity(AuthenticatedSession by, ProviderName provider, boolean mailedLink)
            implements FederationCommand {
        @Override
        public UserId user() {
            return by.user();
        }
    }
}
