package org.keyledger.kernel.tenant;

import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.CreatesDataSubject;

/** What can happen to a tenant. */
public sealed interface TenantEvent {

    TenantId tenant();

    @CreatesDataSubject("tenant")
    record TenantCreated(TenantId tenant, UserId founder) implements TenantEvent {}

    /** Has nobody left who owns it: every key of it is dead. */
    record TenantClosed(TenantId tenant) implements TenantEvent {}
}
