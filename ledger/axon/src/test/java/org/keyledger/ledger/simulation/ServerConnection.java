package org.keyledger.ledger.simulation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connection of a process to the servers. Messages are delayed, lost or duplicated. Ignores a primary with a lower term
 * than one it has seen, as drivers do by election id.
 */
final class ServerConnection {

    private static final long SOCKET_TIMEOUT = 8 * SimulationScheduler.SECOND;
    private static final long SERVER_SELECTION_TIMEOUT = 3 * SimulationScheduler.SECOND;

    /** The servers could not be reached, did not reply, or refused. */
    static final class ServerConnectionException extends RuntimeException {

        private static final long serialVersionUID = 1;

        ServerConnectionException(String why) {
            super(why, null, false, false);
        }
    }

    private final SimulationScheduler scheduler;
    private final ReplicaSetModel set;
    private double loss;
    private boolean cut;
    private @Nullable ReplicaMember knownPrimary;
    private long latestTerm;
    private long lastSeenTime;

    ServerConnection(SimulationScheduler turns, ReplicaSetModel set) {
        this.scheduler = turns;
        this.set = set;
    }

    ReplicaSetModel servers() {
        return set;
    }

    /** Probabilities that a message is lost, duplicated or delayed. */
    void setLossProbability(double probability) {
        loss = probability;
    }

    void cut(boolean off) {
        cut = off;
    }

    /** The last cluster time that this client has seen. */
    long lastSeenTime() {
        return lastSeenTime;
    }

    /** @throws ServerConnectionException if there is no reply or the whole command failed */
    ServerReply execute(ServerCommand command) {
        ReplicaMember member = select();
        SimulatedFuture<ServerReply> answer = new SimulatedFuture<>(scheduler);
        Optional<ScriptedFaults.LostMessage> lost = set.scriptedFaults().lost(command, this, scheduler);
        if (!lost.equals(Optional.of(ScriptedFaults.LostMessage.REQUEST))) {
            send(command, member, lost.isEmpty() ? answer : new SimulatedFuture<>(scheduler));
        }
        if (scheduler.chance(loss / 2)) {
            scheduler.happened("request doubled");
            send(command, member, answer);
        }
        Optional<ServerReply> reply = answer.await(SOCKET_TIMEOUT);
        if (reply.isEmpty()) {
            knownPrimary = null;
            scheduler.happened("no answer");
            throw new ServerConnectionException("no answer");
        }
        latestTerm = Math.max(latestTerm, reply.get().term());
        if (reply.get().failed() != null) {
            knownPrimary = null;
            throw new ServerConnectionException(reply.get().failed());
        }
        lastSeenTime = Math.max(lastSeenTime, reply.get().time());
        return reply.get();
    }

    private ReplicaMember select() {
        long until = scheduler.now() + SERVER_SELECTION_TIMEOUT;
        if (scheduler.chance(0.05)) {
            knownPrimary = null;
        }
        while (knownPrimary == null || knownPrimary.term() < latestTerm) {
            knownPrimary = find();
            if (knownPrimary == null) {
                if (scheduler.now() > until) {
                    throw new ServerConnectionException("no primary");
                }
                scheduler.running().sleep(scheduler.between(5 * SimulationScheduler.MS, 60 * SimulationScheduler.MS));
            }
        }
        return knownPrimary;
    }

    private @Nullable ReplicaMember find() {
        List<ReplicaMember> primaries = set.members().stream()
                .filter(member -> !cut && member.primary() && member.term() >= latestTerm)
                .toList();
        ReplicaMember found = primaries.size() > 1 && scheduler.chance(0.5)
                ? primaries.get(scheduler.random().nextInt(primaries.size()))
                : primaries.stream()
                        .max(Comparator.comparingLong(ReplicaMember::term))
                        .orElse(null);
        if (found != null) {
            latestTerm = Math.max(latestTerm, found.term());
        }
        return found;
    }

    private void send(ServerCommand command, ReplicaMember member, SimulatedFuture<ServerReply> answer) {
        if (lost()) {
            return;
        }
        scheduler.after(late(), () -> {
            if (member.up()) {
                command.runOn(member, reply -> receive(reply, answer));
            } else {
                receive(ServerReply.failure("connection refused", member), answer);
            }
        });
    }

    private void receive(ServerReply reply, SimulatedFuture<ServerReply> answer) {
        if (!lost()) {
            scheduler.after(late(), () -> answer.complete(reply));
        }
    }

    private boolean lost() {
        return cut || scheduler.chance(loss);
    }

    private long late() {
        if (!scheduler.chance(loss)) {
            return scheduler.between(SimulationScheduler.MS / 5, 3 * SimulationScheduler.MS);
        }
        return scheduler.chance(0.2)
                ? scheduler.between(SimulationScheduler.SECOND, 15 * SimulationScheduler.SECOND)
                : scheduler.between(0, 300 * SimulationScheduler.MS);
    }
}
