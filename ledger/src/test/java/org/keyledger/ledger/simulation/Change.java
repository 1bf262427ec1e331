package org.keyledger.ledger.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Several writes at once if a condition holds, as a transaction does it or a find-and-modify; answers whether it did. */
record Change(Predicate<State> condition, List<Map.Entry<String, Optional<Document>>> writes, Concerns concerns)
        implements Command {

    @Override
    public void runOn(Member member, Consumer<Reply> reply) {
        if (!member.primary()) {
            reply.accept(Reply.failure("not a primary", member));
            return;
        }
        boolean holds = condition.test(member.local());
        if (holds) {
            member.write(writes);
        }
        if (!concerns.majority()) {
            reply.accept(Reply.answer(holds, member));
            return;
        }
        member.awaitMajority(
                member.length(),
                Concerns.PATIENCE,
                why -> reply.accept(new Reply(
                        null,
                        -1,
                        0,
                        why.isEmpty() ? null : why,
                        Optional.of(holds),
                        member.operationTime(),
                        member.term())));
    }
}
