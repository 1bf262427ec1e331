package org.keyledger.ledger.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Writes several documents atomically if a condition holds, like a transaction or find-and-modify; returns whether it did. */
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
