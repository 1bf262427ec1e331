package org.keyledger.ledger.simulation;

import java.util.List;

/** Injects random faults for a limited time. */
final class FaultInjector {

    private final Simulation simulation;
    private final SimulationScheduler scheduler;
    private final long rarity;

    FaultInjector(Simulation world) {
        this.simulation = world;
        this.scheduler = world.scheduler();
        this.rarity = scheduler.between(SimulationScheduler.SECOND, 8 * SimulationScheduler.SECOND);
    }

    /** Injects faults until this time, often several at a time. */
    void happen(long until) {
        while (scheduler.now() < until) {
            scheduler.running().sleep(scheduler.between(50 * SimulationScheduler.MS, rarity));
            one();
        }
    }

    private void one() {
        List<ReplicaMember> members = simulation.servers().members();
        switch (scheduler.random().nextInt(9)) {
            case 0 -> simulation.servers().stepDown();
            case 1, 2 -> partition();
            case 3 -> stop(members.get(scheduler.random().nextInt(members.size())));
            case 4 -> simulation.servers().primary().ifPresent(this::stop);
            case 5 -> kill();
            case 6 -> disturb();
            case 7 -> slow();
            default -> hold();
        }
    }

    /** Partitions the servers; clients still reach both parts. */
    private void partition() {
        int[] sides = simulation.servers().members().stream()
                .mapToInt(member -> scheduler.random().nextInt(2))
                .toArray();
        simulation.servers().partition(sides);
        scheduler.after(
                scheduler.between(200 * SimulationScheduler.MS, 10 * SimulationScheduler.SECOND),
                simulation.servers()::heal);
    }

    /** Slows disks or the network between servers. */
    private void slow() {
        simulation
                .servers()
                .slow(scheduler.between(
                        0, scheduler.chance(0.3) ? 8 * SimulationScheduler.SECOND : 500 * SimulationScheduler.MS));
        scheduler.after(
                scheduler.between(200 * SimulationScheduler.MS, 5 * SimulationScheduler.SECOND),
                () -> simulation.servers().slow(0));
    }

    private void stop(ReplicaMember member) {
        if (member.up()) {
            member.crash();
            scheduler.after(
                    scheduler.between(100 * SimulationScheduler.MS, 6 * SimulationScheduler.SECOND), member::restart);
        }
    }

    private void kill() {
        LedgerProcess node = simulation.node();
        if (node.up()) {
            node.crash();
            scheduler.after(
                    scheduler.between(100 * SimulationScheduler.MS, 3 * SimulationScheduler.SECOND), node::start);
        }
    }

    private void disturb() {
        ServerConnection connection = simulation.node().connection();
        if (scheduler.chance(0.5)) {
            connection.cut(true);
            scheduler.after(
                    scheduler.between(100 * SimulationScheduler.MS, 4 * SimulationScheduler.SECOND),
                    () -> connection.cut(false));
        } else {
            connection.setLossProbability(0.3);
            scheduler.after(
                    scheduler.between(100 * SimulationScheduler.MS, 4 * SimulationScheduler.SECOND),
                    () -> connection.setLossProbability(simulation.lossProbability()));
        }
    }

    /** Pauses a process or sets its clock. */
    private void hold() {
        LedgerProcess node = simulation.node();
        if (scheduler.chance(0.7)) {
            node.freeze(scheduler.between(100 * SimulationScheduler.MS, 12 * SimulationScheduler.SECOND));
        } else {
            scheduler.happened("clock set");
            node.clock().jump(scheduler.between(-10 * SimulationScheduler.SECOND, 10 * SimulationScheduler.SECOND));
        }
    }
}
