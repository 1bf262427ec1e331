package org.keyledger.kernel.tenant;

import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.OpensSubject;

/** What can happen to a tenant. */
public sealed interface TenantEvent {

    TenantId tenant();

    @OpensSubject("tenant")
    record TenantCreated(TenantId tenant, UserId founder) implements TenantEvent {}

    /** Has nobody left who owns it: every key of it is dead. */
    record TenantClosed(TenantId tenant) implements TenantEvent {}
}
