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

/** Two nodes on the same stores, to which commands are sent at the same moment. */
public final class ConcurrentNodes implements AutoCloseable {

    public final CommandSideFixture node = new CommandSideFixture();
    public final CommandSideFixture otherNode = new CommandSideFixture(node);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** A command and the node that handles it. */
    public record RoutedCommand(CommandSideFixture node, Command command) {}

    public RoutedCommand onNode(Command command) {
        return new RoutedCommand(node, command);
    }

    public RoutedCommand onOtherNode(Command command) {
        return new RoutedCommand(otherNode, command);
    }

    /** The same command the given number of times, alternately on the two nodes. */
    public List<RoutedCommand> alternating(int times, Command command) {
        List<RoutedCommand> commands = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            commands.add(i % 2 == 0 ? onNode(command) : onOtherNode(command));
        }
        return commands;
    }

    public List<Decision> run(RoutedCommand... commands) throws Exception {
        return run(List.of(commands));
    }

    /** The decisions, in the order of the commands. */
    public List<Decision> run(List<RoutedCommand> commands) throws Exception {
        CyclicBarrier barrier = new CyclicBarrier(commands.size());
        List<Callable<Decision>> runs = new ArrayList<>();
        for (RoutedCommand command : commands) {
            runs.add(() -> {
                barrier.await();
                return command.node().when(command.command());
            });
        }
        List<Decision> decisions = new ArrayList<>();
        for (Future<Decision> decision : threads.invokeAll(runs)) {
            decisions.add(decision.get());
        }
        return decisions;
    }

    public void advanceClock(Duration time) {
        node.advanceClock(time);
        otherNode.advanceClock(time);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        otherNode.close();
        node.close();
    }
}
