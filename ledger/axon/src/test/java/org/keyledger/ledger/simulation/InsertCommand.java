package org.keyledger.ledger.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An insert of many documents. Between two documents other clients can write and the primary can step down. The reply has
 * write errors and the write concern error, which is awaited in either case.
 */
record InsertCommand(
        List<StoredDocument> documents, ReadWriteConcern concern, ReplicaSetModel set, SimulationScheduler scheduler)
        implements ServerCommand {

    @Override
    public void runOn(ReplicaMember member, Consumer<ServerReply> reply) {
        if (!member.primary()) {
            reply.accept(ServerReply.failure("not a primary", member));
            return;
        }
        if (set.scriptedFaults().full()) {
            scheduler.happened("disk full");
            reply.accept(ServerReply.failure("out of disk space", member));
            return;
        }
        scheduler.happened("insert");
        new Run(member, member.term(), member.incarnation(), scheduler.chance(0.3), reply).on(0, -1, 0);
    }

    private final class Run {

        private final ReplicaMember member;
        private final long term;
        private final int incarnation;
        private final boolean slow;
        private final Consumer<ServerReply> reply;

        private Run(ReplicaMember member, long term, int incarnation, boolean slow, Consumer<ServerReply> reply) {
            this.member = member;
            this.term = term;
            this.incarnation = incarnation;
            this.slow = slow;
            this.reply = reply;
        }

        private void on(int index, int errorAt, int code) {
            if (member.incarnation() != incarnation) {
                return;
            }
            if (!member.primary() || member.term() != term) {
                scheduler.happened("insert torn by a step-down");
                reply.accept(ServerReply.failure("interrupted: the primary steps down", member));
                return;
            }
            if (index == documents.size()) {
                awaitConcern(errorAt, code);
                return;
            }
            int error = take(documents.get(index));
            set.maybeFault(member, index > 0 && error == ServerReply.DUPLICATE ? 0.4 : 0.01);
            if (error != 0 && concern.ordered()) {
                set.scriptedFaults().torn(index).ifPresent(tear -> tear.what().accept(member));
                awaitConcern(index, error);
            } else {
                int firstAt = error != 0 && errorAt < 0 ? index : errorAt;
                int first = error != 0 && errorAt < 0 ? error : code;
                further(index, () -> on(index + 1, firstAt, first));
            }
        }

        private void further(int index, Runnable rest) {
            Optional<ScriptedFaults.InsertInterruption> tear =
                    set.scriptedFaults().torn(index);
            if (tear.isPresent()) {
                scheduler.after(tear.get().pause(), () -> {
                    tear.get().what().accept(member);
                    rest.run();
                });
            } else if (slow) {
                scheduler.after(
                        scheduler.between(
                                0, scheduler.chance(0.05) ? 800 * SimulationScheduler.MS : 4 * SimulationScheduler.MS),
                        rest);
            } else {
                rest.run();
            }
        }

        private int take(StoredDocument document) {
            if (document.poison()) {
                return ServerReply.INVALID;
            }
            if (member.local().collides(document)) {
                scheduler.happened("duplicate");
                return ServerReply.DUPLICATE;
            }
            member.write(List.of(Map.entry(document.id(), Optional.of(document))));
            return 0;
        }

        private void awaitConcern(int errorAt, int code) {
            if (!concern.majorityWrites()) {
                end(errorAt, code, "");
            } else {
                member.awaitMajority(
                        member.length(), ReadWriteConcern.WRITE_CONCERN_TIMEOUT, why -> end(errorAt, code, why));
            }
        }

        private void end(int errorAt, int code, String why) {
            if (errorAt >= 0 && !why.isEmpty()) {
                scheduler.happened(
                        errorAt > 0
                                ? "write error behind a prefix and concern error"
                                : "write error and concern error");
            }
            reply.accept(new ServerReply(
                    null,
                    errorAt,
                    code,
                    why.isEmpty() ? null : why,
                    Optional.empty(),
                    member.operationTime(),
                    member.term()));
        }
    }
}
