package org.keyledger.ledger.simulation;

import java.util.List;

/** Whatever goes wrong, for a while. */
final class FaultInjector {

    private final Simulation world;
    private final SimulationScheduler turns;
    private final long rarity;

    FaultInjector(Simulation world) {
        this.world = world;
        this.turns = world.turns();
        this.rarity = turns.between(SimulationScheduler.SECOND, 8 * SimulationScheduler.SECOND);
    }

    /** One after the other, and often several at a time, until then. */
    void happen(long until) {
        while (turns.now() < until) {
            turns.running().sleep(turns.between(50 * SimulationScheduler.MS, rarity));
            one();
        }
    }

    private void one() {
        List<ReplicaMember> members = world.servers().members();
        switch (turns.random().nextInt(9)) {
            case 0 -> world.servers().stepDown();
            case 1, 2 -> part();
            case 3 -> stop(members.get(turns.random().nextInt(members.size())));
            case 4 -> world.servers().primary().ifPresent(this::stop);
            case 5 -> kill();
            case 6 -> disturb();
            case 7 -> slow();
            default -> hold();
        }
    }

    /** The servers fall into two parts; callers still reach both. */
    private void part() {
        int[] sides = world.servers().members().stream()
                .mapToInt(member -> turns.random().nextInt(2))
                .toArray();
        world.servers().part(sides);
        turns.after(
                turns.between(200 * SimulationScheduler.MS, 10 * SimulationScheduler.SECOND), world.servers()::heal);
    }

    /** Servers go on, but slowly: disks or the network between them are busy. */
    private void slow() {
        world.servers()
                .slow(turns.between(
                        0, turns.chance(0.3) ? 8 * SimulationScheduler.SECOND : 500 * SimulationScheduler.MS));
        turns.after(
                turns.between(200 * SimulationScheduler.MS, 5 * SimulationScheduler.SECOND),
                () -> world.servers().slow(0));
    }

    private void stop(ReplicaMember member) {
        if (member.up()) {
            member.crash();
            turns.after(turns.between(100 * SimulationScheduler.MS, 6 * SimulationScheduler.SECOND), member::restart);
        }
    }

    private void kill() {
        LedgerProcess node = world.node();
        if (node.up()) {
            node.crash();
            turns.after(turns.between(100 * SimulationScheduler.MS, 3 * SimulationScheduler.SECOND), node::start);
        }
    }

    private void disturb() {
        ServerConnection connection = world.node().connection();
        if (turns.chance(0.5)) {
            connection.cut(true);
            turns.after(
                    turns.between(100 * SimulationScheduler.MS, 4 * SimulationScheduler.SECOND),
                    () -> connection.cut(false));
        } else {
            connection.flaky(0.3);
            turns.after(
                    turns.between(100 * SimulationScheduler.MS, 4 * SimulationScheduler.SECOND),
                    () -> connection.flaky(world.flaky()));
        }
    }

    /** A process stands still, or its clock is set. */
    private void hold() {
        LedgerProcess node = world.node();
        if (turns.chance(0.7)) {
            node.hold(turns.between(100 * SimulationScheduler.MS, 12 * SimulationScheduler.SECOND));
        } else {
            turns.happened("clock set");
            node.clock().jump(turns.between(-10 * SimulationScheduler.SECOND, 10 * SimulationScheduler.SECOND));
        }
    }
}
