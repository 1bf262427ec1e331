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
 * The modelled replica set and two processes with the real ledger on it, for what other modules build upon: whatever they
 * call here waits in modelled time, on the thread of one of the actors.
 */
public final class SimulatedCluster {

    /** What happens, on a thread of its own. */
    @FunctionalInterface
    public interface Scenario {

        void run(SimulatedCluster stores) throws Exception;
    }

    /** What somebody does. */
    @FunctionalInterface
    public interface Task {

        void run() throws Exception;
    }

    /**
     * How it went.
     *
     * @param findings what is wrong with how it ended; none if all is well
     * @param tally what happened, and how often
     */
    public record Outcome(List<String> findings, SortedMap<String, Integer> tally) {}

    private final Simulation simulation;
    private final List<SimulatedFuture<Boolean>> others = new ArrayList<>();

    private SimulatedCluster(Simulation world) {
        this.simulation = world;
    }

    /** Tells the story with the delays of this seed, and lets everything come to its end. */
    public static Outcome run(long seed, Scenario plot) {
        SimulationResult story = Simulation.runScenario(seed, world -> plot.run(new SimulatedCluster(world)));
        return new Outcome(story.findings(), story.tally());
    }

    /** Begins something else, at the same time. */
    public void startConcurrently(String who, Task part) {
        SimulatedFuture<Boolean> ended = new SimulatedFuture<>(simulation.scheduler());
        others.add(ended);
        simulation.scheduler().start(who, () -> {
            part.run();
            ended.complete(true);
        });
    }

    /** Waits for all that was begun. */
    public void join() {
        others.forEach(it -> it.await(3600 * SimulationScheduler.SECOND));
        others.clear();
    }

    public void sleep(Duration time) {
        simulation.scheduler().running().sleep(time.toNanos());
    }

    /** A number that the seed decides, from zero on. */
    public int randomInt(int below) {
        return simulation.scheduler().random().nextInt(below);
    }

    /** Counts what happened, so that a test can say that it did. */
    public void happened(String what) {
        simulation.scheduler().happened(what);
    }

    /** Whatever may go wrong does, for so long. */
    public void injectFaults(Duration time) {
        new FaultInjector(simulation).happen(simulation.scheduler().now() + time.toNanos());
        sleep(Duration.ofSeconds(16));
        simulation.node(0).connection().setLossProbability(0);
        simulation.node(1).connection().setLossProbability(0);
    }

    /** Cuts the primary off from the other servers, not from us, for so long. */
    public void isolatePrimary(Duration time) {
        simulation.servers().primary().ifPresent(simulation.servers()::isolate);
        simulation.scheduler().after(time.toNanos(), simulation.servers()::heal);
    }

    /** The process that sends the next insert dies when it has; the insert is lost on the way. It comes again soon. */
    public void crashAtNextInsert() {
        simulation.servers().scriptedFaults().lose(InsertCommand.class, ScriptedFaults.LostMessage.REQUEST, sender -> {
            LedgerProcess dying = simulation.of(sender);
            dying.crash();
            simulation.scheduler().after(SimulationScheduler.SECOND, dying::start);
        });
    }

    /** The ledger of a process; an append comes back when it is answered, or with an unknown outcome if that process dies. */
    public Ledger ledger(int process) {
        return new BlockingProcessLedger(simulation.node(process));
    }

    /** What a process does besides, in each of its lives; it dies with the process. */
    public void startInProcess(int process, Task part) {
        simulation.node(process).startTask(part::run);
    }

    /** A process's tail, from this position on. */
    public TailStream<PositionedEvent> tail(int process, Position from) {
        return simulation.node(process).tailer().open(from);
    }

    public AtomicStore atomicStore(int process) {
        LedgerProcess node = simulation.node(process);
        return new SimulatedAtomicStore(node.connection(), simulation.behavior(), node.clock());
    }
}
