package org.keyledger.kernel.user;

import java.util.Optional;
import org.keyledger.kernel.tenant.TenantId;

/** The account behind an address, if there is one. */
public record FoundLogin(Optional<Login> login) {

    /** What the gateway compares a password with, and the version that its decision is good for. */
    public record Login(
            UserId user, TenantId tenant, PasswordHash password, CredentialVersion credential, boolean emailVerified) {}
}
