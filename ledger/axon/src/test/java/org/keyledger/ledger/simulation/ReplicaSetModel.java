package org.keyledger.ledger.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A model of three or five servers and their network: heartbeats, elections, replication. */
final class ReplicaSetModel {

    private static final long ELECTION_TIMEOUT = 2 * SimulationScheduler.SECOND;
    private static final long HEARTBEAT_INTERVAL = 300 * SimulationScheduler.MS;

    private final SimulationScheduler scheduler;
    private final List<ReplicaMember> members = new ArrayList<>();
    private int @Nullable [] sides;
    private final long stepDownTimeout;
    private final ScriptedFaults scriptedFaults = new ScriptedFaults();
    private long slow;
    private boolean disableFaults;

    ReplicaSetModel(int size, SimulationScheduler turns) {
        this.scheduler = turns;
        this.stepDownTimeout = turns.between(ELECTION_TIMEOUT, 6 * ELECTION_TIMEOUT);
        for (int i = 0; i < size; i++) {
            members.add(new ReplicaMember(i, size, turns, this));
        }
        members.forEach(this::beat);
        members.get(0).elected(1);
    }

    List<ReplicaMember> members() {
        return members;
    }

    /** The primary of the highest term. */
    Optional<ReplicaMember> primary() {
        return members.stream().filter(ReplicaMember::primary).max(Comparator.comparingLong(ReplicaMember::term));
    }

    /** Partitions the network: only servers of the same side reach each other. */
    void partition(int[] into) {
        sides = into;
    }

    void heal() {
        sides = null;
    }

    ScriptedFaults scriptedFaults() {
        return scriptedFaults;
    }

    /** Isolates this server. */
    void isolate(ReplicaMember member) {
        partition(members.stream().mapToInt(other -> other == member ? 1 : 0).toArray());
    }

    boolean reach(ReplicaMember one, ReplicaMember other) {
        return one.up() && other.up() && (sides == null || sides[one.id] == sides[other.id]);
    }

    long hop() {
        return slow
                + scheduler.between(
                        SimulationScheduler.MS / 5,
                        scheduler.chance(0.1) ? 300 * SimulationScheduler.MS : 2 * SimulationScheduler.MS);
    }

    /** Delays all messages between servers by this time. */
    void slow(long by) {
        slow = by;
    }

    void pullSoon(ReplicaMember from) {
        members.stream().filter(member -> member != from).forEach(this::pullLater);
    }

    void pullLater(ReplicaMember member) {
        scheduler.after(hop(), member::pull);
    }

    @Nullable
    ReplicaMember sourceOf(ReplicaMember secondary) {
        return members.stream()
                .filter(member -> member.primary() && member.term() >= secondary.term() && reach(member, secondary))
                .max(Comparator.comparingLong(ReplicaMember::term))
                .orElse(null);
    }

    void acknowledged(ReplicaMember by, long term, int held) {
        members.stream()
                .filter(member -> member.primary() && member.term() == term && reach(member, by))
                .forEach(member -> member.acknowledged(by, term, held));
    }

    private void beat(ReplicaMember member) {
        scheduler.after(scheduler.between(HEARTBEAT_INTERVAL / 2, HEARTBEAT_INTERVAL), () -> {
            if (member.primary()) {
                lead(member);
            } else if (member.up()) {
                member.pull();
                if (member.primaryLost(scheduler.between(ELECTION_TIMEOUT / 2, 2 * ELECTION_TIMEOUT))) {
                    campaign(member);
                }
            }
            beat(member);
        });
    }

    private void lead(ReplicaMember primary) {
        List<ReplicaMember> reached =
                members.stream().filter(member -> reach(primary, member)).toList();
        reached.stream().mapToLong(ReplicaMember::term).max().ifPresent(term -> {
            if (term > primary.term()) {
                primary.stepDown(term);
            }
        });
        primary.reaches(reached.size(), stepDownTimeout);
    }

    /** Requests votes in a new term. A server with a newer log does not vote, but learns of the term. */
    private void campaign(ReplicaMember candidate) {
        List<ReplicaMember> reached =
                members.stream().filter(member -> reach(candidate, member)).toList();
        long term = 1 + reached.stream().mapToLong(ReplicaMember::term).max().orElse(0);
        List<ReplicaMember> voters =
                reached.stream().filter(candidate::isAtLeastAsNewAs).toList();
        reached.forEach(member -> member.stepDown(term));
        if (2 * voters.size() > members.size()) {
            candidate.elected(term);
        }
    }

    /** Called at critical moments: may isolate the primary or let it step down. */
    void maybeFault(ReplicaMember member, double probability) {
        if (disableFaults || !scheduler.chance(probability)) {
            return;
        }
        if (scheduler.chance(0.3)) {
            member.stepDown(member.term());
            return;
        }
        isolate(member);
        scheduler.after(scheduler.between(SimulationScheduler.SECOND, 9 * SimulationScheduler.SECOND), this::heal);
    }

    /** Stops random faults. */
    void disableFaults() {
        disableFaults = true;
    }

    /** The primary steps down, as on an operator's command. */
    void stepDown() {
        primary().ifPresent(member -> member.stepDown(member.term()));
    }
}
