package org.keyledger.ledger.simulation;

import java.util.function.Consumer;
import java.util.function.Function;

/** A read from the primary of what a majority has, after the last cluster time that the client has seen. */
record ReadCommand(
        Function<DatabaseState, Object> question, long after, ReadWriteConcern concern, SimulationScheduler scheduler)
        implements ServerCommand {

    @Override
    public void runOn(ReplicaMember member, Consumer<ServerReply> reply) {
        member.gossip(after);
        if (concern.causal() && member.primary() && member.operationTime() < after) {
            member.write(java.util.List.of());
        }
        answer(member, member.incarnation(), reply);
    }

    private void answer(ReplicaMember member, int incarnation, Consumer<ServerReply> reply) {
        if (member.incarnation() != incarnation) {
            return;
        }
        if (!member.primary()) {
            reply.accept(ServerReply.failure("not a primary", member));
        } else if (!concern.majorityReads()) {
            reply.accept(ServerReply.answer(question.apply(member.local()), member));
        } else if (concern.causal() && member.majorityTime() < after) {
            scheduler.after(10 * SimulationScheduler.MS, () -> answer(member, incarnation, reply));
        } else {
            reply.accept(new ServerReply(
                    null,
                    -1,
                    0,
                    null,
                    java.util.Optional.of(question.apply(member.majority())),
                    member.majorityTime(),
                    member.term()));
        }
    }
}
