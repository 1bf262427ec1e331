package org.keyledger.ledger.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;

/** One seed's world: servers, processes, callers, faults, and then peace, in which everything must come to its end. */
final class Simulation {

    static final LedgerIdentity IDENTITY = new LedgerIdentity(new UUID(4, 2), 0);

    private static final long TROUBLE = 20 * SimulationScheduler.SECOND;
    private static final long PEACE = 300 * SimulationScheduler.SECOND;

    private final SimulationScheduler turns;
    private final ProcessBehavior setting;
    private final ReplicaSetModel servers;
    private final ClientHistory history = new ClientHistory();
    private final TransactionalTopic topic;
    private final Breakpoints moments;
    private final List<LedgerProcess> nodes = new ArrayList<>();
    private final double flaky;
    private final boolean told;
    private int calling;
    private boolean troubled = true;

    /** What happens in a told story, on a thread of its own. */
    @FunctionalInterface
    interface Scenario {

        void happen(Simulation world) throws Exception;
    }

    private Simulation(long seed, UnaryOperator<ProcessBehavior> how, boolean told) {
        this.told = told;
        turns = new SimulationScheduler(seed);
        setting = how.apply(ProcessBehavior.right(turns));
        servers = new ReplicaSetModel(told || turns.chance(0.8) ? 3 : 5, turns);
        moments = new Breakpoints(turns);
        topic = new TransactionalTopic(turns, moments, told);
        flaky = told || turns.chance(0.3) ? 0 : turns.between(0, 100) / 1000.0;
        int processes = !told && turns.chance(0.3) ? 3 : 2;
        for (int i = 0; i < processes; i++) {
            nodes.add(new LedgerProcess(this, "node " + i));
        }
    }

    /** Plays this seed to its end. */
    static SimulationResult play(long seed, UnaryOperator<ProcessBehavior> how) {
        Simulation world = new Simulation(seed, how, false);
        return world.toItsEnd(seed, world::play);
    }

    /** Two processes and three servers of which nothing is asked but what the plot asks, and nothing else goes wrong. */
    static SimulationResult tell(long seed, Scenario plot) {
        Simulation world = new Simulation(seed, UnaryOperator.identity(), true);
        return world.toItsEnd(seed, () -> world.tell(plot));
    }

    private SimulationResult toItsEnd(long seed, Runnable course) {
        try {
            course.run();
            return SimulationResult.of(seed, this);
        } finally {
            turns.end();
        }
    }

    private void tell(Scenario plot) {
        servers.calm();
        calling++;
        turns.start("plot", () -> {
            turns.running().sleep(SimulationScheduler.SECOND); // all servers have heard of their first primary
            plot.happen(this);
            calling--;
        });
        settle();
    }

    private void play() {
        int callers = 5 + turns.random().nextInt(6);
        for (int i = 0; i < callers; i++) {
            WorkloadClient caller = new WorkloadClient(this, "caller " + i);
            calling++;
            turns.start("caller " + i, () -> {
                caller.call();
                calling--;
            });
        }
        FaultInjector faults = new FaultInjector(this);
        turns.start("faults", () -> {
            faults.happen(TROUBLE);
            troubled = false;
            servers.calm();
        });
        turns.play(2 * TROUBLE, SimulationScheduler.SECOND, () -> !troubled);
        turns.play(16 * SimulationScheduler.SECOND, SimulationScheduler.SECOND, () -> false);
        nodes.forEach(node -> node.connection().flaky(0));
        settle();
    }

    private void settle() {
        if (!turns.play(PEACE, SimulationScheduler.SECOND, this::settled)) {
            history.found("in peace, after " + PEACE / SimulationScheduler.SECOND + " s, " + calling + " callers wait, "
                    + servers.primary().map(ReplicaMember::length) + " entries, tails at "
                    + nodes.stream().map(LedgerProcess::tailed).toList() + ", published "
                    + topic.records().size());
        }
    }

    /** Whether everybody was answered, and everything that follows the ledger has reached its end. */
    private boolean settled() {
        if (!turns.failures().isEmpty() || !history.findings().isEmpty()) {
            return true;
        }
        return calling == 0 && servers.primary().filter(this::reached).isPresent();
    }

    private boolean reached(ReplicaMember primary) {
        Position end = ConsistencyChecker.end(primary.majority());
        return primary.majorityTime() == primary.operationTime()
                && nodes.stream()
                        .allMatch(node ->
                                node.up() && node.tailed().filter(end::equals).isPresent())
                && topic.records().size() >= end.value()
                && ConsistencyChecker.projected(primary.majority())
                        .filter(end::equals)
                        .isPresent();
    }

    ClientHistory.Attempt begin(Commit commit) {
        boolean held = servers.members().stream()
                .anyMatch(member ->
                        member.majority().holder("k/" + commit.commitId()).isPresent());
        return history.begin(commit, turns.now(), held);
    }

    SimulationScheduler turns() {
        return turns;
    }

    ProcessBehavior setting() {
        return setting;
    }

    ReplicaSetModel servers() {
        return servers;
    }

    ClientHistory history() {
        return history;
    }

    Breakpoints moments() {
        return moments;
    }

    TransactionalTopic topic() {
        return topic;
    }

    boolean told() {
        return told;
    }

    LedgerProcess node(int number) {
        return nodes.get(number);
    }

    LedgerProcess of(ServerConnection connection) {
        return nodes.stream()
                .filter(node -> node.connection() == connection)
                .findFirst()
                .orElseThrow();
    }

    /** The process whose turn it is. */
    LedgerProcess running() {
        return nodes.stream()
                .filter(node -> node.actors().contains(turns.running()))
                .findFirst()
                .orElseThrow();
    }

    double flaky() {
        return flaky;
    }

    /** Any process. */
    LedgerProcess node() {
        return nodes.get(turns.random().nextInt(nodes.size()));
    }
}
