package org.keyledger.ledger.append;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.keyledger.ledger.AppendRejectedException.ReservationConflictException;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.AtomicStore.Durability;
import org.keyledger.ledger.Reservations;

/** Reservations as durable entries of an atomic store, for a store that cannot write them in the commit's transaction. */
public final class AtomicStoreReservations implements Reservations {

    private final AtomicStore store;

    public AtomicStoreReservations(AtomicStore store) {
        this.store = store;
    }

    /**
     * Writes the reservations of a commit, before it is appended.
     *
     * @throws ReservationConflictException if a key has another value; those before it remain
     */
    public void reserve(List<Reservation> reservations) {
        reservations.forEach(this::reserve);
    }

    private void reserve(Reservation reservation) {
        byte[] held = store.putIfAbsent(reservation.key(), reservation.value(), Durability.DURABLE);
        if (Arrays.equals(held, reservation.value())) {
            return;
        }
        byte[] replaced = reservation.replaced();
        if (!Arrays.equals(held, replaced)
                || !store.compareAndSet(reservation.key(), held, reservation.value(), Durability.DURABLE)) {
            throw new ReservationConflictException(reservation.key());
        }
    }

    @Override
    public Optional<byte[]> find(String key) {
        return store.get(key);
    }

    @Override
    public List<String> keys(String prefix, String after, int limit) {
        return store.keys(prefix, after, limit);
    }

    @Override
    public void put(String key, byte[] value) {
        byte[] held = store.putIfAbsent(key, value, Durability.DURABLE);
        while (!Arrays.equals(held, value)) {
            store.compareAndSet(key, held, value, Durability.DURABLE);
            held = store.putIfAbsent(key, value, Durability.DURABLE);
        }
    }

    @Override
    public boolean remove(String key, byte[] expected) {
        return store.remove(key, expected);
    }
}
