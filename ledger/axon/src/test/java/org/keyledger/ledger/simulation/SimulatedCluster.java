package org.keyledger.ledger.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.keyledger.ledger.AtomicStore;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.tail.TailStream;

/**
 * A simulated replica set and two processes with the real ledger on it, for tests of other modules. Calls wait in simulated
 * time, on the thread of an actor.
 */
public final class SimulatedCluster {

    /** A scenario, on a thread of its own. */
    @FunctionalInterface
    public interface Scenario {

        void run(SimulatedCluster stores) throws Exception;
    }

    /** The work of an actor. */
    @FunctionalInterface
    public interface Task {

        void run() throws Exception;
    }

    /**
     * The outcome of a scenario.
     *
     * @param findings violations of consistency; empty if there are none
     * @param tally how often each event happened
     */
    public record Outcome(List<String> findings, SortedMap<String, Integer> tally) {}

    private final Simulation simulation;
    private final List<SimulatedFuture<Boolean>> others = new ArrayList<>();

    private SimulatedCluster(Simulation world) {
        this.simulation = world;
    }

    /** Runs the scenario with the delays of this seed until all actors have ended. */
    public static Outcome run(long seed, Scenario plot) {
        SimulationResult story = Simulation.runScenario(seed, world -> plot.run(new SimulatedCluster(world)));
        return new Outcome(story.findings(), story.tally());
    }

    /** Starts work in parallel. */
    public void startConcurrently(String who, Task part) {
        SimulatedFuture<Boolean> ended = new SimulatedFuture<>(simulation.scheduler());
        others.add(ended);
        simulation.scheduler().start(who, () -> {
            part.run();
            ended.complete(true);
        });
    }

    /** Waits for all started work. */
    public void join() {
        others.forEach(it -> it.await(3600 * SimulationScheduler.SECOND));
        others.clear();
    }

    public void sleep(Duration time) {
        simulation.scheduler().running().sleep(time.toNanos());
    }

    /** A random number of the seed, from 0 to below the bound. */
    public int randomInt(int below) {
        return simulation.scheduler().random().nextInt(below);
    }

    /** Counts an event, so that tests can assert that it happened. */
    public void happened(String what) {
        simulation.scheduler().happened(what);
    }

    /** Injects random faults for this time. */
    public void injectFaults(Duration time) {
        new FaultInjector(simulation).happen(simulation.scheduler().now() + time.toNanos());
        sleep(Duration.ofSeconds(16));
        simulation.node(0).connection().setLossProbability(0);
        simulation.node(1).connection().setLossProbability(0);
    }

    /** Isolates the primary from the other servers, not from clients, for this time. */
    public void isolatePrimary(Duration time) {
        simulation.servers().primary().ifPresent(simulation.servers()::isolate);
        simulation.scheduler().after(time.toNanos(), simulation.servers()::heal);
    }

    /** Loses the next insert and crashes the process that sent it; the process restarts soon. */
    public void crashAtNextInsert() {
        simulation.servers().scriptedFaults().lose(InsertCommand.class, ScriptedFaults.LostMessage.REQUEST, sender -> {
            LedgerProcess dying = simulation.of(sender);
            dying.crash();
            simulation.scheduler().after(SimulationScheduler.SECOND, dying::start);
        });
    }

    /** The ledger of a process. An append returns its outcome, which is unknown if the process crashes. */
    public Ledger ledger(int process) {
        return new BlockingProcessLedger(simulation.node(process));
    }

    /** Adds work that runs in a process now and after each restart, and ends with the process. */
    public void startInProcess(int process, Task part) {
        simulation.node(process).startTask(part::run);
    }

    /** The tail of a process from this position. */
    public TailStream<PositionedEvent> tail(int process, Position from) {
        return simulation.node(process).tailer().open(from);
    }

    public AtomicStore atomicStore(int process) {
        LedgerProcess node = simulation.node(process);
        return new SimulatedAtomicStore(node.connection(), simulation.behavior(), node.clock());
    }
}
