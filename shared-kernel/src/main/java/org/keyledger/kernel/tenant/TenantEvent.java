package org.keyledger.kernel.tenant;

import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.CreatesDataSubject;

/** Events of a tenant. */
public sealed interface TenantEvent {

    TenantId tenant();

    @CreatesDataSubject("tenant")
    record TenantCreated(TenantId tenant, UserId founder) implements TenantEvent {}

    /** Has no owner any more, so that all of its keys are refused. */
    record TenantClosed(TenantId tenant) implements TenantEvent {}
}
