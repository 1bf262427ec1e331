package org.keyledger.ledger.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Reservations.Reservation;
import org.keyledger.ledger.append.AppendLimits;
import org.keyledger.ledger.append.SteppedLedger;
import org.keyledger.ledger.tail.SteppedTailer;

/** A process with its writer, tailer, readers of the tail and connection to the servers. It can crash and restart. */
final class LedgerProcess {

    private static final AppendLimits LIMITS = new AppendLimits(
            40, 1_000_000, 8, 500_000, 100_000, Duration.ofSeconds(5), Duration.ofSeconds(6), Duration.ofSeconds(1));

    private final Simulation simulation;
    private final String name;
    private final DriftingClock clock;
    private final List<SimulatedThread> actors = new ArrayList<>();
    private final List<SimulatedFuture<Boolean>> callers = new ArrayList<>();
    private final List<SimulatedThread.Body> tasks = new ArrayList<>();
    private final WakeUpSignal appendSignal;
    private int incarnation;
    private boolean up;
    private ServerConnection connection;
    private SteppedLedger ledger;
    private SteppedTailer tailer;
    private EmailClaimModel claims;

    LedgerProcess(Simulation world, String name) {
        this.simulation = world;
        this.name = name;
        SimulationScheduler turns = world.scheduler();
        this.appendSignal = new WakeUpSignal(turns);
        this.clock = world.scripted()
                ? new DriftingClock(turns, 1, 0)
                : new DriftingClock(
                        turns,
                        1 + turns.between(-1000, 1000) / 1e6,
                        turns.between(-2 * SimulationScheduler.SECOND, 2 * SimulationScheduler.SECOND));
        start();
    }

    void start() {
        SimulationScheduler turns = simulation.scheduler();
        connection = new ServerConnection(turns, simulation.servers());
        connection.setLossProbability(simulation.lossProbability());
        SimulatedAtomicStore atomicStore = new SimulatedAtomicStore(connection, simulation.behavior(), clock);
        SimulatedCommitStore commits = new SimulatedCommitStore(
                Simulation.IDENTITY, connection, simulation.behavior(), atomicStore, simulation.history());
        ledger = new SteppedLedger(
                commits,
                name + "." + incarnation,
                clock,
                LIMITS,
                clock::nanos,
                this::pause,
                simulation.behavior().writer());
        tailer = new SteppedTailer(ledger.ledger(), 20);
        claims = new EmailClaimModel(
                ledger.ledger(), atomicStore, simulation.behavior().claimPolicy());
        up = true;
        actors.add(turns.start(name + " writer", this::write));
        actors.add(turns.start(name + " tailer", this::tail));
        actors.add(turns.start(name + " reader", new TailReader(simulation, tailer)::read));
        actors.add(turns.start(name + " projection", projection()::run));
        actors.add(turns.start(name + " publisher", new EventPublisher(simulation, tailer)::run));
        tasks.forEach(lodger -> actors.add(turns.start(name + " lodger", lodger)));
    }

    /** Adds work that runs in this process now and after each restart. */
    void startTask(SimulatedThread.Body lodger) {
        tasks.add(lodger);
        actors.add(simulation.scheduler().start(name + " lodger", lodger));
    }

    SteppedTailer tailer() {
        return tailer;
    }

    private PositionListProjection projection() {
        SimulatedViews views = new SimulatedViews(connection, simulation.behavior());
        return new PositionListProjection(simulation, views, name + "." + incarnation, clock, tailer);
    }

    private void pause(int tries) {
        SimulationScheduler turns = simulation.scheduler();
        turns.running()
                .sleep(turns.between(
                        5 * SimulationScheduler.MS,
                        Math.min(1000, 10L << Math.min(tries, 10)) * SimulationScheduler.MS));
    }

    private void write() throws InterruptedException {
        while (ledger.halted().isEmpty()) {
            if (!ledger.step()) {
                appendSignal.await(5 * SimulationScheduler.SECOND);
            }
        }
        simulation.history().found(name + " halted: " + ledger.halted().get());
        die();
    }

    private void tail() {
        while (!tailer.status().stopped()) {
            boolean more = false;
            try {
                more = tailer.step();
            } catch (RuntimeException e) {
                // the real thread logs the error and tries again
            }
            if (!more) {
                simulation
                        .scheduler()
                        .running()
                        .sleep(simulation.scheduler().between(20 * SimulationScheduler.MS, SimulationScheduler.SECOND));
            }
        }
        simulation.history().found(name + " stopped tailing: " + tailer.status().error());
    }

    Ledger ledger() {
        return ledger.ledger();
    }

    EmailClaimModel claims() {
        return claims;
    }

    DriftingClock clock() {
        return clock;
    }

    ServerConnection connection() {
        return connection;
    }

    boolean up() {
        return up;
    }

    Optional<Position> tailed() {
        return tailer.status().next();
    }

    List<SimulatedThread> actors() {
        return actors;
    }

    /** Appends and waits for the outcome; true if it is known. */
    boolean append(Commit commit, Reservation... reservations) {
        if (!up) {
            return false;
        }
        ClientHistory.Attempt attempt = attempt(commit, reservations);
        return attempt.stored != null || attempt.refused != null;
    }

    /** The same as {@link #append}; records the outcome in the attempt. */
    ClientHistory.Attempt attempt(Commit commit, Reservation... reservations) {
        ClientHistory.Attempt attempt = simulation.begin(commit);
        SimulatedFuture<Boolean> ended = new SimulatedFuture<>(simulation.scheduler());
        int mine = incarnation;
        CompletableFuture<Position> answer = ledger.ledger().append(commit, List.of(reservations));
        if (mine != incarnation || !up) {
            return attempt; // the process crashed while it wrote the reservations
        }
        callers.add(ended);
        answer.whenComplete((position, failure) -> {
            if (mine == incarnation && up) {
                attempt.until = simulation.scheduler().now();
                attempt.stored = position;
                attempt.refused = failure instanceof AppendRejectedException refused ? refused : null;
                ended.complete(true);
            }
        });
        appendSignal.signal();
        ended.await(10 * 60 * SimulationScheduler.SECOND);
        callers.remove(ended);
        return attempt;
    }

    /** Pauses all threads of this process for this time. */
    void freeze(long nanos) {
        simulation.scheduler().happened("process held");
        actors.forEach(actor -> actor.pause(nanos));
    }

    void crash() {
        if (up) {
            simulation.scheduler().happened("process crash");
            die();
            actors.forEach(SimulatedThread::kill);
            actors.clear();
        }
    }

    /** Ends the process without replies to its callers. */
    private void die() {
        up = false;
        incarnation++;
        List.copyOf(callers).forEach(caller -> caller.complete(false));
        callers.clear();
    }
}
