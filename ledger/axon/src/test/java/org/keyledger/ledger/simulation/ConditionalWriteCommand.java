package org.keyledger.ledger.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Several writes at once if a condition holds, as a transaction does it or a find-and-modify; answers whether it did. */
record ConditionalWriteCommand(
        Predicate<DatabaseState> condition,
        List<Map.Entry<String, Optional<StoredDocument>>> writes,
        ReadWriteConcern concern)
        implements ServerCommand {

    @Override
    public void runOn(ReplicaMember member, Consumer<ServerReply> reply) {
        if (!member.primary()) {
            reply.accept(ServerReply.failure("not a primary", member));
            return;
        }
        boolean holds = condition.test(member.local());
        if (holds) {
            member.write(writes);
        }
        if (!concern.majorityWrites()) {
            reply.accept(ServerReply.answer(holds, member));
            return;
        }
        member.awaitMajority(
                member.length(),
                ReadWriteConcern.WRITE_CONCERN_TIMEOUT,
                why -> reply.accept(new ServerReply(
                        null,
                        -1,
                        0,
                        why.isEmpty() ? null : why,
                        Optional.of(holds),
                        member.operationTime(),
                        member.term())));
    }
}
