package org.keyledger.gateway.authentication;

import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;

/** Somebody whose credential was checked and is alive. Only the guard makes one; a door that takes one is guarded. */
public sealed interface VerifiedCaller permits SessionCaller, KeyCaller {

    TenantId tenant();

    /** Who signed in, or whose key it is. */
    UserId user();
}
