package org.keyledger.ledger.simulation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One process's way to the servers. Requests and replies are late, lost or come twice; a primary that is older than one
 * it has met is not spoken to any more, as drivers do it by the election's number.
 */
final class ServerConnection {

    private static final long SOCKET = 8 * SimulationScheduler.SECOND;
    private static final long SELECTION = 3 * SimulationScheduler.SECOND;

    /** The servers were not reached, or did not answer, or refused. */
    static final class ServerConnectionException extends RuntimeException {

        private static final long serialVersionUID = 1;

        ServerConnectionException(String why) {
            super(why, null, false, false);
        }
    }

    private final SimulationScheduler turns;
    private final ReplicaSetModel set;
    private double loss;
    private boolean cut;
    private @Nullable ReplicaMember believed;
    private long newest;
    private long seen;

    ServerConnection(SimulationScheduler turns, ReplicaSetModel set) {
        this.turns = turns;
        this.set = set;
    }

    ReplicaSetModel servers() {
        return set;
    }

    /** How often a message is lost, or comes twice, or late. */
    void flaky(double probability) {
        loss = probability;
    }

    void cut(boolean off) {
        cut = off;
    }

    /** The cluster time of what this client has seen. */
    long seen() {
        return seen;
    }

    /** @throws ServerConnectionException if there is no answer, or one that says that the whole command failed */
    ServerReply ask(ServerCommand command) {
        ReplicaMember member = select();
        SimulatedFuture<ServerReply> answer = new SimulatedFuture<>(turns);
        Optional<ScriptedFaults.LostMessage> lost = set.mishaps().lost(command, this, turns);
        if (!lost.equals(Optional.of(ScriptedFaults.LostMessage.REQUEST))) {
            send(command, member, lost.isEmpty() ? answer : new SimulatedFuture<>(turns));
        }
        if (turns.chance(loss / 2)) {
            turns.happened("request doubled");
            send(command, member, answer);
        }
        Optional<ServerReply> reply = answer.await(SOCKET);
        if (reply.isEmpty()) {
            believed = null;
            turns.happened("no answer");
            throw new ServerConnectionException("no answer");
        }
        newest = Math.max(newest, reply.get().term());
        if (reply.get().failed() != null) {
            believed = null;
            throw new ServerConnectionException(reply.get().failed());
        }
        seen = Math.max(seen, reply.get().time());
        return reply.get();
    }

    private ReplicaMember select() {
        long until = turns.now() + SELECTION;
        if (turns.chance(0.05)) {
            believed = null;
        }
        while (believed == null || believed.term() < newest) {
            believed = find();
            if (believed == null) {
                if (turns.now() > until) {
                    throw new ServerConnectionException("no primary");
                }
                turns.running().sleep(turns.between(5 * SimulationScheduler.MS, 60 * SimulationScheduler.MS));
            }
        }
        return believed;
    }

    private @Nullable ReplicaMember find() {
        List<ReplicaMember> primaries = set.members().stream()
                .filter(member -> !cut && member.primary() && member.term() >= newest)
                .toList();
        ReplicaMember found = primaries.size() > 1 && turns.chance(0.5)
                ? primaries.get(turns.random().nextInt(primaries.size()))
                : primaries.stream()
                        .max(Comparator.comparingLong(ReplicaMember::term))
                        .orElse(null);
        if (found != null) {
            newest = Math.max(newest, found.term());
        }
        return found;
    }

    private void send(ServerCommand command, ReplicaMember member, SimulatedFuture<ServerReply> answer) {
        if (lost()) {
            return;
        }
        turns.after(late(), () -> {
            if (member.up()) {
                command.runOn(member, reply -> receive(reply, answer));
            } else {
                receive(ServerReply.failure("connection refused", member), answer);
            }
        });
    }

    private void receive(ServerReply reply, SimulatedFuture<ServerReply> answer) {
        if (!lost()) {
            turns.after(late(), () -> answer.keep(reply));
        }
    }

    private boolean lost() {
        return cut || turns.chance(loss);
    }

    private long late() {
        if (!turns.chance(loss)) {
            return turns.between(SimulationScheduler.MS / 5, 3 * SimulationScheduler.MS);
        }
        return turns.chance(0.2)
                ? turns.between(SimulationScheduler.SECOND, 15 * SimulationScheduler.SECOND)
                : turns.between(0, 300 * SimulationScheduler.MS);
    }
}
