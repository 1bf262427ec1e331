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
import org.keyledger.ledger.append.AppendLimits;
import org.keyledger.ledger.append.SteppedLedger;
import org.keyledger.ledger.tail.SteppedTailer;

/** One process: its writer, its tailer, what reads the tail, and its way to the servers. It may die and come again. */
final class LedgerProcess {

    private static final AppendLimits LIMITS = new AppendLimits(
            40, 1_000_000, 8, 500_000, 100_000, Duration.ofSeconds(5), Duration.ofSeconds(6), Duration.ofSeconds(1));

    private final Simulation world;
    private final String name;
    private final DriftingClock clock;
    private final List<SimulatedThread> actors = new ArrayList<>();
    private final List<SimulatedFuture<Boolean>> callers = new ArrayList<>();
    private final List<SimulatedThread.Body> lodgers = new ArrayList<>();
    private final WakeUpSignal written;
    private int life;
    private boolean up;
    private ServerConnection connection;
    private SteppedLedger ledger;
    private SteppedTailer tailer;
    private EmailClaimModel claims;

    LedgerProcess(Simulation world, String name) {
        this.world = world;
        this.name = name;
        SimulationScheduler turns = world.turns();
        this.written = new WakeUpSignal(turns);
        this.clock = world.told()
                ? new DriftingClock(turns, 1, 0)
                : new DriftingClock(
                        turns,
                        1 + turns.between(-1000, 1000) / 1e6,
                        turns.between(-2 * SimulationScheduler.SECOND, 2 * SimulationScheduler.SECOND));
        start();
    }

    void start() {
        SimulationScheduler turns = world.turns();
        connection = new ServerConnection(turns, world.servers());
        connection.flaky(world.flaky());
        SimulatedCommitStore commits =
                new SimulatedCommitStore(Simulation.IDENTITY, connection, world.setting(), world.history());
        ledger = new SteppedLedger(
                commits,
                name + "." + life,
                clock,
                LIMITS,
                clock::nanos,
                this::pause,
                world.setting().writer());
        tailer = new SteppedTailer(ledger.ledger(), 20);
        claims = new EmailClaimModel(
                new SimulatedAtomicStore(connection, world.setting(), clock),
                world.setting().claims());
        up = true;
        actors.add(turns.start(name + " writer", this::write));
        actors.add(turns.start(name + " tailer", this::tail));
        actors.add(turns.start(name + " reader", new TailReader(world, tailer)::read));
        actors.add(turns.start(name + " projection", projection()::run));
        actors.add(turns.start(name + " publisher", new EventPublisher(world, tailer)::run));
        lodgers.forEach(lodger -> actors.add(turns.start(name + " lodger", lodger)));
    }

    /** Something else that this process does in each of its lives, from now on. */
    void lodge(SimulatedThread.Body lodger) {
        lodgers.add(lodger);
        actors.add(world.turns().start(name + " lodger", lodger));
    }

    SteppedTailer tailer() {
        return tailer;
    }

    private PositionListProjection projection() {
        SimulatedViews views = new SimulatedViews(connection, world.setting());
        return new PositionListProjection(world, views, name + "." + life, clock, tailer);
    }

    private void pause(int tries) {
        SimulationScheduler turns = world.turns();
        turns.running()
                .sleep(turns.between(
                        5 * SimulationScheduler.MS,
                        Math.min(1000, 10L << Math.min(tries, 10)) * SimulationScheduler.MS));
    }

    private void write() throws InterruptedException {
        while (ledger.halted().isEmpty()) {
            if (!ledger.step()) {
                written.await(5 * SimulationScheduler.SECOND);
            }
        }
        world.history().found(name + " halted: " + ledger.halted().get());
        die();
    }

    private void tail() {
        while (!tailer.status().stopped()) {
            boolean more = false;
            try {
                more = tailer.step();
            } catch (RuntimeException e) {
                // the real thread logs it, and tries again
            }
            if (!more) {
                world.turns()
                        .running()
                        .sleep(world.turns().between(20 * SimulationScheduler.MS, SimulationScheduler.SECOND));
            }
        }
        world.history().found(name + " stopped tailing: " + tailer.status().error());
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

    /** Appends, and waits for what comes of it: true if there was an answer. */
    boolean append(Commit commit) {
        if (!up) {
            return false;
        }
        ClientHistory.Attempt attempt = attempt(commit);
        return attempt.stored != null || attempt.refused != null;
    }

    /** As {@link #append}; what came of it is noted in the attempt. */
    ClientHistory.Attempt attempt(Commit commit) {
        ClientHistory.Attempt attempt = world.begin(commit);
        SimulatedFuture<Boolean> ended = new SimulatedFuture<>(world.turns());
        callers.add(ended);
        CompletableFuture<Position> answer = ledger.ledger().append(commit);
        int mine = life;
        answer.whenComplete((position, failure) -> {
            if (mine == life && up) {
                attempt.until = world.turns().now();
                attempt.stored = position;
                attempt.refused = failure instanceof AppendRejectedException refused ? refused : null;
                ended.keep(true);
            }
        });
        written.ring();
        ended.await(10 * 60 * SimulationScheduler.SECOND);
        callers.remove(ended);
        return attempt;
    }

    /** Stands still for so long, and takes up where it was. */
    void hold(long nanos) {
        world.turns().happened("process held");
        actors.forEach(actor -> actor.pause(nanos));
    }

    void crash() {
        if (up) {
            world.turns().happened("process crash");
            die();
            actors.forEach(SimulatedThread::kill);
            actors.clear();
        }
    }

    /** Nobody hears from it any more. */
    private void die() {
        up = false;
        life++;
        List.copyOf(callers).forEach(caller -> caller.keep(false));
        callers.clear();
    }
}
