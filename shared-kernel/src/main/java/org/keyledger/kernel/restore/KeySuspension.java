package org.keyledger.kernel.restore;

/**
 * Which API keys of a tenant are suspended by a restore. The listing and the in-memory verifier decide with
 * {@link #includes}. All values are positions of events; 0 if there was no such event.
 *
 * @param suspendedAt of the last {@code KeysSuspended} that was not confirmed for all tenants
 * @param confirmedAt of the last {@code KeysConfirmed} for this tenant
 */
public record KeySuspension(long suspendedAt, long confirmedAt) {

    /**
     * @param created position of the event that created the key
     * @param confirmed position of the last event that confirmed this key; 0 if there was none
     */
    public boolean includes(long created, long confirmed) {
        return created < suspendedAt && confirmed < suspendedAt && confirmedAt < suspendedAt;
    }
}
