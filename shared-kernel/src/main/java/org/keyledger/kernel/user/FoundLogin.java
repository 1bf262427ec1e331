package org.keyledger.kernel.user;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.tenant.TenantId;

/**
 * The account with the requested address; empty if there is none.
 *
 * @param current whether this was the state at the ledger's head when the query was handled; if not, a missing account
 *     or a password that does not match shows nothing, while a match still names the version it was checked against
 */
public record FoundLogin(Optional<Login> login, boolean current) {

    /**
     * The password hash that the gateway verifies, and the credential version at which the result is valid.
     *
     * @param password null if the account has no password
     * @param ownershipProved whether the person who reads the mails also holds the credentials, see {@link EmailProof}
     */
    public record Login(
            UserId user,
            TenantId tenant,
            @Nullable PasswordHash password,
            CredentialVersion credential,
            boolean emailVerified,
            boolean ownershipProved) {

        /** The ownership of the address is not proved. */
        public Login(
                UserId user,
                TenantId tenant,
                @Nullable PasswordHash password,
                CredentialVersion credential,
                boolean emailVerified) {
            this(user, tenant, password, credential, emailVerified, false);
        }
    }
}
