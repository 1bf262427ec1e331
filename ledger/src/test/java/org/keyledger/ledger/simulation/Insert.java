package org.keyledger.ledger.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An insert of many documents. It may be torn: others write, and the primary may step down, between two documents. The
 * write concern is waited for whatever became of the documents, and one reply tells of both.
 */
record Insert(List<Document> documents, Concerns concerns, ReplicaSet set, Turns turns) implements Command {

    @Override
    public void runOn(Member member, Consumer<Reply> reply) {
        if (!member.primary()) {
            reply.accept(Reply.failure("not a primary", member));
            return;
        }
        if (set.mishaps().full()) {
            turns.happened("disk full");
            reply.accept(Reply.failure("out of disk space", member));
            return;
        }
        turns.happened("insert");
        new Run(member, member.term(), member.incarnation(), turns.chance(0.3), reply).on(0, -1, 0);
    }

    private final class Run {

        private final Member member;
        private final long term;
        private final int incarnation;
        private final boolean slow;
        private final Consumer<Reply> reply;

        private Run(Member member, long term, int incarnation, boolean slow, Consumer<Reply> reply) {
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
                turns.happened("insert torn by a step-down");
                reply.accept(Reply.failure("interrupted: the primary steps down", member));
                return;
            }
            if (index == documents.size()) {
                awaitConcern(errorAt, code);
                return;
            }
            int error = take(documents.get(index));
            set.tempt(member, index > 0 && error == Reply.DUPLICATE ? 0.4 : 0.01);
            if (error != 0 && concerns.ordered()) {
                set.mishaps().torn(index).ifPresent(tear -> tear.what().accept(member));
                awaitConcern(index, error);
            } else {
                int firstAt = error != 0 && errorAt < 0 ? index : errorAt;
                int first = error != 0 && errorAt < 0 ? error : code;
                further(index, () -> on(index + 1, firstAt, first));
            }
        }

        private void further(int index, Runnable rest) {
            Optional<Mishaps.Tear> tear = set.mishaps().torn(index);
            if (tear.isPresent()) {
                turns.after(tear.get().pause(), () -> {
                    tear.get().what().accept(member);
                    rest.run();
                });
            } else if (slow) {
                turns.after(turns.between(0, turns.chance(0.05) ? 800 * Turns.MS : 4 * Turns.MS), rest);
            } else {
                rest.run();
            }
        }

        private int take(Document document) {
            if (document.poison()) {
                return Reply.INVALID;
            }
            if (member.local().collides(document)) {
                turns.happened("duplicate");
                return Reply.DUPLICATE;
            }
            member.write(List.of(Map.entry(document.id(), Optional.of(document))));
            return 0;
        }

        private void awaitConcern(int errorAt, int code) {
            if (!concerns.majority()) {
                end(errorAt, code, "");
            } else {
                member.awaitMajority(member.length(), Concerns.PATIENCE, why -> end(errorAt, code, why));
            }
        }

        private void end(int errorAt, int code, String why) {
            if (errorAt >= 0 && !why.isEmpty()) {
                turns.happened(
                        errorAt > 0
                                ? "write error behind a prefix and concern error"
                                : "write error and concern error");
            }
            reply.accept(new Reply(
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
