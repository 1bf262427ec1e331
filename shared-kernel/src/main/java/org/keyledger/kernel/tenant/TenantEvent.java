package org.keyledger.kernel.tenant;

import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.annotation.CreatesDataSubject;

/** Events of a tenant. */
public sealed interface TenantEvent {

    TenantId tenant();

    @CreatesDataSubject("tenant")
    record TenantCreated(TenantId tenant, UserId founder) implements TenantEvent {}

    /** Its founder changed rules; {@code policy} has all of them, so that the last event is the state. */
    record TenantPolicyChanged(TenantId tenant, TenantPolicy policy) implements TenantEvent {}

    /** Has no owner any more, so that all of its keys are refused. */
    record TenantClosed(TenantId tenant) implements TenantEvent {}
}
