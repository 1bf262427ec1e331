package org.keyledger.kernel.user;

import java.util.Optional;
import org.keyledger.kernel.tenant.TenantId;

/** The account with the requested address; empty if there is none. */
public record FoundLogin(Optional<Login> login) {

    /** The password hash that the gateway verifies, and the credential version at which the result is valid. */
    public record Login(
            UserId user, TenantId tenant, PasswordHash password, CredentialVersion credential, boolean emailVerified) {}
}
