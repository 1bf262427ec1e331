package org.keyledger.ledger.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Reservations.Reservation;

/** A client that appends to shared aggregates, signs up, and retries after unknown outcomes. */
final class WorkloadClient {

    private static final int REQUEST_COUNT = 9;

    private final Simulation simulation;
    private final String name;
    private int numbers;

    WorkloadClient(Simulation world, String name) {
        this.simulation = world;
        this.name = name;
    }

    void call() {
        SimulationScheduler turns = simulation.scheduler();
        for (int i = 0; i < REQUEST_COUNT; i++) {
            turns.running()
                    .sleep(turns.between(
                            0, turns.chance(0.5) ? 30 * SimulationScheduler.MS : 2 * SimulationScheduler.SECOND));
            try {
                request();
            } catch (ServerConnection.ServerConnectionException e) {
                // a read before the append failed: the request ends
            }
        }
    }

    private void request() {
        String key = newName("key");
        double what = simulation.scheduler().random().nextDouble();
        if (what < 0.2) {
            signUp(key);
        } else if (what < 0.4) {
            begin(key);
        } else {
            change(key);
        }
    }

    /** Appends to aggregates that other clients use too; repeats the commit after an unknown outcome, on any node. */
    private void change(String key) {
        LedgerProcess node = simulation.node();
        Commit commit = changing(node, key);
        for (int tries = 0; tries < 4 && !node.append(commit); tries++) {
            simulation
                    .scheduler()
                    .running()
                    .sleep(simulation.scheduler().between(10 * SimulationScheduler.MS, 2 * SimulationScheduler.SECOND));
            node = simulation.node();
            if (simulation.scheduler().chance(0.4)) {
                commit = changing(node, key);
            }
        }
        if (simulation.scheduler().chance(0.15)) {
            LedgerProcess other = simulation.node();
            other.append(changing(other, key));
        }
    }

    private Commit changing(LedgerProcess node, String key) {
        List<EventRecord> entries = new ArrayList<>();
        int first = simulation.scheduler().random().nextInt(4);
        add(node, entries, "shared " + first);
        if (simulation.scheduler().chance(0.3)) {
            add(
                    node,
                    entries,
                    "shared " + (first + 1 + simulation.scheduler().random().nextInt(3)) % 4);
        }
        if (simulation.scheduler().chance(0.03)) {
            entries.add(entry(node, newName("bad"), 0, SimulatedCommitStore.POISON));
        }
        return new Commit(key, entries);
    }

    private void add(LedgerProcess node, List<EventRecord> entries, String aggregate) {
        long next = node.ledger().lastSequence(aggregate).map(last -> last + 1).orElse(0L);
        int more = simulation.scheduler().chance(0.3) ? 3 : 1;
        for (int i = 0; i < more; i++) {
            entries.add(entry(node, aggregate, next + i, "changed"));
        }
    }

    /** Appends without conflicts, unless the same request is repeated with new events. */
    private void begin(String key) {
        LedgerProcess node = simulation.node();
        if (!node.append(new Commit(key, List.of(entry(node, newName("own"), 0, "begun"))))
                || simulation.scheduler().chance(0.3)) {
            LedgerProcess other = simulation.node();
            other.append(new Commit(key, List.of(entry(other, newName("own"), 0, "begun"))));
        }
    }

    private void signUp(String key) {
        LedgerProcess node = simulation.node();
        String email = "address " + simulation.scheduler().random().nextInt(3);
        Optional<Reservation> reservation = node.claims().findAvailable(email, newName("claim"));
        if (reservation.isEmpty()) {
            return;
        }
        String claim = EmailClaimModel.claim(reservation.get());
        if (simulation.scheduler().chance(0.3)) {
            simulation.scheduler().running().sleep(simulation.scheduler().between(0, 4 * SimulationScheduler.SECOND));
        }
        String user = newName("user");
        Commit commit = new Commit(
                key,
                List.of(entry(node, claim, 0, EmailClaimModel.CLAIMED, email), entry(node, user, 0, "registered")));
        if (node.append(commit, reservation.get()) && simulation.scheduler().chance(0.6)) {
            release(email, claim);
        }
    }

    private void release(String email, String claim) {
        LedgerProcess node = simulation.node();
        if (node.ledger().lastSequence(claim).orElse(-1L) == 0
                && node.append(
                        new Commit(newName("key"), List.of(entry(node, claim, 1, EmailClaimModel.RELEASED, email))))) {
            simulation.scheduler().running().sleep(simulation.scheduler().between(0, 2 * SimulationScheduler.SECOND));
            if (node.ledger().lastSequence(claim).orElse(-1L) == 1) {
                node.claims().released(email, claim);
            }
        }
    }

    private EventRecord entry(LedgerProcess node, String aggregate, long sequence, String what) {
        return entry(node, aggregate, sequence, what, "{}");
    }

    private EventRecord entry(LedgerProcess node, String aggregate, long sequence, String what, String body) {
        Instant time = Instant.ofEpochMilli(node.clock().instant().toEpochMilli());
        return new EventRecord(aggregate, "Thing", sequence, newName("event"), what, 1, time, body.getBytes(UTF_8));
    }

    private String newName(String kind) {
        return kind + " " + name + "." + numbers++;
    }
}
