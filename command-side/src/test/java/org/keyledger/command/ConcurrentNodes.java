package org.keyledger.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.keyledger.kernel.Command;
import org.keyledger.kernel.Decision;

/** Two nodes on the same stores, and commands that reach them at the same moment. */
public final class ConcurrentNodes implements AutoCloseable {

    public final CommandSideFixture node = new CommandSideFixture();
    public final CommandSideFixture otherNode = new CommandSideFixture(node);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** A command and the node that it reaches. */
    public record RoutedCommand(CommandSideFixture node, Command command) {}

    public RoutedCommand onNode(Command command) {
        return new RoutedCommand(node, command);
    }

    public RoutedCommand onOtherNode(Command command) {
        return new RoutedCommand(otherNode, command);
    }

    /** The same command, so many times, by turns on one node and the other. */
    public List<RoutedCommand> alternating(int times, Command command) {
        List<RoutedCommand> entrants = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            entrants.add(i % 2 == 0 ? onNode(command) : onOtherNode(command));
        }
        return entrants;
    }

    public List<Decision> run(RoutedCommand... entrants) throws Exception {
        return run(List.of(entrants));
    }

    /** What each comes to, in the order of the entrants. */
    public List<Decision> run(List<RoutedCommand> entrants) throws Exception {
        CyclicBarrier together = new CyclicBarrier(entrants.size());
        List<Callable<Decision>> runs = new ArrayList<>();
        for (RoutedCommand entrant : entrants) {
            runs.add(() -> {
                together.await();
                return entrant.node().when(entrant.command());
            });
        }
        List<Decision> decisions = new ArrayList<>();
        for (Future<Decision> decision : threads.invokeAll(runs)) {
            decisions.add(decision.get());
        }
        return decisions;
    }

    public void advanceClock(Duration passes) {
        node.advanceClock(passes);
        otherNode.advanceClock(passes);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        otherNode.close();
        node.close();
    }
}
