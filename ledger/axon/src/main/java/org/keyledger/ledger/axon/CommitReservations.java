package org.keyledger.ledger.axon;

import java.util.ArrayList;
import java.util.List;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.keyledger.ledger.Reservations.Reservation;

/** The reservations that the current unit of work appends with its events; none is made if it appends no event. */
public final class CommitReservations {

    private static final String RESERVATIONS = CommitReservations.class.getName();

    private CommitReservations() {}

    /**
     * Adds a reservation to the current unit of work. If it conflicts, the commit fails with a {@link
     * org.axonframework.modelling.command.ConcurrencyException}: the command can be handled again.
     */
    public static void add(Reservation reservation) {
        CurrentUnitOfWork.get()
                .root()
                .<List<Reservation>>getOrComputeResource(RESERVATIONS, name -> new ArrayList<>())
                .add(reservation);
    }

    static List<Reservation> of(UnitOfWork<?> root) {
        return root.getOrDefaultResource(RESERVATIONS, List.of());
    }
}
