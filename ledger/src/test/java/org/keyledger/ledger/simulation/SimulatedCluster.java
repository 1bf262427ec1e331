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

        void happen(SimulatedCluster stores) throws Exception;
    }

    /** What somebody does. */
    @FunctionalInterface
    public interface Task {

        void play() throws Exception;
    }

    /**
     * How it went.
     *
     * @param findings what is wrong with how it ended; none if all is well
     * @param tally what happened, and how often
     */
    public record Outcome(List<String> findings, SortedMap<String, Integer> tally) {}

    private final Simulation world;
    private final List<SimulatedFuture<Boolean>> others = new ArrayList<>();

    private SimulatedCluster(Simulation world) {
        this.world = world;
    }

    /** Tells the story with the delays of this seed, and lets everything come to its end. */
    public static Outcome tell(long seed, Scenario plot) {
        SimulationResult story = Simulation.tell(seed, world -> plot.happen(new SimulatedCluster(world)));
        return new Outcome(story.findings(), story.tally());
    }

    /** Begins something else, at the same time. */
    public void meanwhile(String who, Task part) {
        SimulatedFuture<Boolean> ended = new SimulatedFuture<>(world.turns());
        others.add(ended);
        world.turns().start(who, () -> {
            part.play();
            ended.keep(true);
        });
    }

    /** Waits for all that was begun. */
    public void join() {
        others.forEach(it -> it.await(3600 * SimulationScheduler.SECOND));
        others.clear();
    }

    public void sleep(Duration time) {
        world.turns().running().sleep(time.toNanos());
    }

    /** A number that the seed decides, from zero on. */
    public int any(int below) {
        return world.turns().random().nextInt(below);
    }

    /** Counts what happened, so that a test can say that it did. */
    public void happened(String what) {
        world.turns().happened(what);
    }

    /** Whatever may go wrong does, for so long. */
    public void trouble(Duration time) {
        new FaultInjector(world).happen(world.turns().now() + time.toNanos());
        sleep(Duration.ofSeconds(16));
        world.node(0).connection().flaky(0);
        world.node(1).connection().flaky(0);
    }

    /** Cuts the primary off from the other servers, not from us, for so long. */
    public void isolatePrimary(Duration time) {
        world.servers().primary().ifPresent(world.servers()::isolate);
        world.turns().after(time.toNanos(), world.servers()::heal);
    }

    /** The process that sends the next insert dies when it has; the insert is lost on the way. It comes again soon. */
    public void dieAtNextInsert() {
        world.servers().mishaps().lose(InsertCommand.class, ScriptedFaults.LostMessage.REQUEST, sender -> {
            LedgerProcess dying = world.of(sender);
            dying.crash();
            world.turns().after(SimulationScheduler.SECOND, dying::start);
        });
    }

    /** The ledger of a process; an append comes back when it is answered, or with an unknown outcome if that process dies. */
    public Ledger ledger(int process) {
        return new BlockingProcessLedger(world.node(process));
    }

    /** What a process does besides, in each of its lives; it dies with the process. */
    public void lodge(int process, Task part) {
        world.node(process).lodge(part::play);
    }

    /** A process's tail, from this position on. */
    public TailStream<PositionedEvent> tail(int process, Position from) {
        return world.node(process).tailer().open(from);
    }

    public AtomicStore cells(int process) {
        LedgerProcess node = world.node(process);
        return new SimulatedAtomicStore(node.connection(), world.setting(), node.clock());
    }
}
