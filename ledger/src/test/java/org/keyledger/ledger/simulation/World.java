package org.keyledger.ledger.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.Position;

/** One seed's world: servers, processes, callers, faults, and then peace, in which everything must come to its end. */
final class World {

    static final LedgerIdentity IDENTITY = new LedgerIdentity(new UUID(4, 2), 0);

    private static final long TROUBLE = 20 * Turns.SECOND;
    private static final long PEACE = 300 * Turns.SECOND;

    private final Turns turns;
    private final Setting setting;
    private final ReplicaSet servers;
    private final History history = new History();
    private final Topic topic;
    private final Moments moments;
    private final List<Node> nodes = new ArrayList<>();
    private final double flaky;
    private final boolean told;
    private int calling;
    private boolean troubled = true;

    /** What happens in a told story, on a thread of its own. */
    @FunctionalInterface
    interface Plot {

        void happen(World world) throws Exception;
    }

    private World(long seed, UnaryOperator<Setting> how, boolean told) {
        this.told = told;
        turns = new Turns(seed);
        setting = how.apply(Setting.right(turns));
        servers = new ReplicaSet(told || turns.chance(0.8) ? 3 : 5, turns);
        moments = new Moments(turns);
        topic = new Topic(turns, moments, told);
        flaky = told || turns.chance(0.3) ? 0 : turns.between(0, 100) / 1000.0;
        int processes = !told && turns.chance(0.3) ? 3 : 2;
        for (int i = 0; i < processes; i++) {
            nodes.add(new Node(this, "node " + i));
        }
    }

    /** Plays this seed to its end. */
    static Story play(long seed, UnaryOperator<Setting> how) {
        World world = new World(seed, how, false);
        return world.toItsEnd(seed, world::play);
    }

    /** Two processes and three servers of which nothing is asked but what the plot asks, and nothing else goes wrong. */
    static Story tell(long seed, Plot plot) {
        World world = new World(seed, UnaryOperator.identity(), true);
        return world.toItsEnd(seed, () -> world.tell(plot));
    }

    private Story toItsEnd(long seed, Runnable course) {
        try {
            course.run();
            return Story.of(seed, this);
        } finally {
            turns.end();
        }
    }

    private void tell(Plot plot) {
        servers.calm();
        calling++;
        turns.start("plot", () -> {
            turns.running().sleep(Turns.SECOND); // all servers have heard of their first primary
            plot.happen(this);
            calling--;
        });
        settle();
    }

    private void play() {
        int callers = 5 + turns.random().nextInt(6);
        for (int i = 0; i < callers; i++) {
            Caller caller = new Caller(this, "caller " + i);
            calling++;
            turns.start("caller " + i, () -> {
                caller.call();
                calling--;
            });
        }
        Faults faults = new Faults(this);
        turns.start("faults", () -> {
            faults.happen(TROUBLE);
            troubled = false;
            servers.calm();
        });
        turns.play(2 * TROUBLE, Turns.SECOND, () -> !troubled);
        turns.play(16 * Turns.SECOND, Turns.SECOND, () -> false);
        nodes.forEach(node -> node.connection().flaky(0));
        settle();
    }

    private void settle() {
        if (!turns.play(PEACE, Turns.SECOND, this::settled)) {
            history.found("in peace, after " + PEACE / Turns.SECOND + " s, " + calling + " callers wait, "
                    + servers.primary().map(Member::length) + " entries, tails at "
                    + nodes.stream().map(Node::tailed).toList() + ", published "
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

    private boolean reached(Member primary) {
        Position end = Verdict.end(primary.majority());
        return primary.majorityTime() == primary.operationTime()
                && nodes.stream()
                        .allMatch(node ->
                                node.up() && node.tailed().filter(end::equals).isPresent())
                && topic.records().size() >= end.value()
                && Verdict.projected(primary.majority()).filter(end::equals).isPresent();
    }

    History.Attempt begin(Commit commit) {
        boolean held = servers.members().stream()
                .anyMatch(
                        member -> member.majority().holder("k/" + commit.key()).isPresent());
        return history.begin(commit, turns.now(), held);
    }

    Turns turns() {
        return turns;
    }

    Setting setting() {
        return setting;
    }

    ReplicaSet servers() {
        return servers;
    }

    History history() {
        return history;
    }

    Moments moments() {
        return moments;
    }

    Topic topic() {
        return topic;
    }

    boolean told() {
        return told;
    }

    Node node(int number) {
        return nodes.get(number);
    }

    Node of(Connection connection) {
        return nodes.stream()
                .filter(node -> node.connection() == connection)
                .findFirst()
                .orElseThrow();
    }

    /** The process whose turn it is. */
    Node running() {
        return nodes.stream()
                .filter(node -> node.actors().contains(turns.running()))
                .findFirst()
                .orElseThrow();
    }

    double flaky() {
        return flaky;
    }

    /** Any process. */
    Node node() {
        return nodes.get(turns.random().nextInt(nodes.size()));
    }
}
