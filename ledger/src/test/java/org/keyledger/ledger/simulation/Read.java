package org.keyledger.ledger.simulation;

import java.util.function.Consumer;
import java.util.function.Function;

/** A read from the primary, as far as a majority holds it, and not before it holds what the client has seen already. */
record Read(Function<State, Object> question, long after, Concerns concerns, Turns turns) implements Command {

    @Override
    public void runOn(Member member, Consumer<Reply> reply) {
        member.gossip(after);
        if (concerns.causal() && member.primary() && member.operationTime() < after) {
            member.write(java.util.List.of());
        }
        answer(member, member.incarnation(), reply);
    }

    private void answer(Member member, int incarnation, Consumer<Reply> reply) {
        if (member.incarnation() != incarnation) {
            return;
        }
        if (!member.primary()) {
            reply.accept(Reply.failure("not a primary", member));
        } else if (!concerns.reads()) {
            reply.accept(Reply.answer(question.apply(member.local()), member));
        } else if (concerns.causal() && member.majorityTime() < after) {
            turns.after(10 * Turns.MS, () -> answer(member, incarnation, reply));
        } else {
            reply.accept(new Reply(
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
