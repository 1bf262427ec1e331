package org.keyledger.kernel.restore;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.tenant.TenantId;

/**
 * Decisions of an operator after a restore from a backup, for all accounts. The backup does not contain what was revoked
 * or ended after it was taken, so no credential in it may be accepted unseen. Events of the aggregate of the ledger itself.
 */
public sealed interface RestoreEvent {

    /** The id of the ledger. */
    UUID ledger();

    /** Every session that was started before this event has ended. */
    record SessionsEnded(UUID ledger, int epoch) implements RestoreEvent {}

    /** Every API key that was created before this event is refused until it is confirmed. */
    record KeysSuspended(UUID ledger, int epoch) implements RestoreEvent {}

    /**
     * The suspended API keys that were created before this event are accepted again.
     *
     * @param tenant whose keys are meant; null for all tenants
     */
    record KeysConfirmed(UUID ledger, @Nullable TenantId tenant) implements RestoreEvent {}
}
