package org.keyledger.ledger.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;

/** The simulation of a seed: servers, processes, callers and faults, and then a time without faults, in which all must
 * complete. */
final class Simulation {

    static final LedgerIdentity IDENTITY = new LedgerIdentity(new UUID(4, 2), 0);

    private static final long FAULT_PERIOD = 20 * SimulationScheduler.SECOND;
    private static final long RECOVERY_TIMEOUT = 300 * SimulationScheduler.SECOND;

    private final SimulationScheduler scheduler;
    private final ProcessBehavior behavior;
    private final ReplicaSetModel servers;
    private final ClientHistory history = new ClientHistory();
    private final TransactionalTopic topic;
    private final Breakpoints breakpoints;
    private final List<LedgerProcess> nodes = new ArrayList<>();
    private final double lossProbability;
    private final boolean scripted;
    private int calling;
    private boolean troubled = true;

    /** A scenario, on a thread of its own. */
    @FunctionalInterface
    interface Scenario {

        void run(Simulation world) throws Exception;
    }

    private Simulation(long seed, UnaryOperator<ProcessBehavior> how, boolean told) {
        this.scripted = told;
        scheduler = new SimulationScheduler(seed);
        behavior = how.apply(ProcessBehavior.correct(scheduler));
        servers = new ReplicaSetModel(told || scheduler.chance(0.8) ? 3 : 5, scheduler);
        breakpoints = new Breakpoints(scheduler);
        topic = new TransactionalTopic(scheduler, breakpoints, told);
        lossProbability = told || scheduler.chance(0.3) ? 0 : scheduler.between(0, 100) / 1000.0;
        int processes = !told && scheduler.chance(0.3) ? 3 : 2;
        for (int i = 0; i < processes; i++) {
            nodes.add(new LedgerProcess(this, "node " + i));
        }
    }

    /** Runs the simulation of this seed. */
    static SimulationResult runRandom(long seed, UnaryOperator<ProcessBehavior> how) {
        Simulation world = new Simulation(seed, how, false);
        return world.runToEnd(seed, world::runRandom);
    }

    /** Runs a scenario on two processes and three servers without random load or faults. */
    static SimulationResult runScenario(long seed, Scenario plot) {
        Simulation world = new Simulation(seed, UnaryOperator.identity(), true);
        return world.runToEnd(seed, () -> world.runScenario(plot));
    }

    private SimulationResult runToEnd(long seed, Runnable course) {
        try {
            course.run();
            return SimulationResult.of(seed, this);
        } finally {
            scheduler.end();
        }
    }

    private void runScenario(Scenario plot) {
        servers.disableFaults();
        calling++;
        scheduler.start("plot", () -> {
            scheduler.running().sleep(SimulationScheduler.SECOND); // all servers know their first primary
            plot.run(this);
            calling--;
        });
        settle();
    }

    private void runRandom() {
        int callers = 5 + scheduler.random().nextInt(6);
        for (int i = 0; i < callers; i++) {
            WorkloadClient caller = new WorkloadClient(this, "caller " + i);
            calling++;
            scheduler.start("caller " + i, () -> {
                caller.call();
                calling--;
            });
        }
        FaultInjector faults = new FaultInjector(this);
        scheduler.start("faults", () -> {
            faults.happen(FAULT_PERIOD);
            troubled = false;
            servers.disableFaults();
        });
        scheduler.play(2 * FAULT_PERIOD, SimulationScheduler.SECOND, () -> !troubled);
        scheduler.play(16 * SimulationScheduler.SECOND, SimulationScheduler.SECOND, () -> false);
        nodes.forEach(node -> node.connection().setLossProbability(0));
        settle();
    }

    private void settle() {
        if (!scheduler.play(RECOVERY_TIMEOUT, SimulationScheduler.SECOND, this::settled)) {
            history.found("in peace, after " + RECOVERY_TIMEOUT / SimulationScheduler.SECOND + " s, " + calling
                    + " callers wait, "
                    + servers.primary().map(ReplicaMember::length) + " entries, tails at "
                    + nodes.stream().map(LedgerProcess::tailed).toList() + ", published "
                    + topic.records().size());
        }
    }

    /** Whether all appends have an outcome and all readers have reached the end of the ledger. */
    private boolean settled() {
        if (!scheduler.failures().isEmpty() || !history.findings().isEmpty()) {
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
        return history.begin(commit, scheduler.now(), held);
    }

    SimulationScheduler scheduler() {
        return scheduler;
    }

    ProcessBehavior behavior() {
        return behavior;
    }

    ReplicaSetModel servers() {
        return servers;
    }

    ClientHistory history() {
        return history;
    }

    Breakpoints breakpoints() {
        return breakpoints;
    }

    TransactionalTopic topic() {
        return topic;
    }

    boolean scripted() {
        return scripted;
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

    /** The process of the running actor. */
    LedgerProcess running() {
        return nodes.stream()
                .filter(node -> node.actors().contains(scheduler.running()))
                .findFirst()
                .orElseThrow();
    }

    double lossProbability() {
        return lossProbability;
    }

    /** A random process. */
    LedgerProcess node() {
        return nodes.get(scheduler.random().nextInt(nodes.size()));
    }
}
