package org.keyledger.ledger.simulation;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One process's way to the servers. Requests and replies are late, lost or come twice; a primary that is older than one
 * it has met is not spoken to any more, as drivers do it by the election's number.
 */
final class Connection {

    private static final long SOCKET = 8 * Turns.SECOND;
    private static final long SELECTION = 3 * Turns.SECOND;

    /** The servers were not reached, or did not answer, or refused. */
    static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1;

        Failed(String why) {
            super(why, null, false, false);
        }
    }

    private final Turns turns;
    private final ReplicaSet set;
    private double loss;
    private boolean cut;
    private @Nullable Member believed;
    private long newest;
    private long seen;

    Connection(Turns turns, ReplicaSet set) {
        this.turns = turns;
        this.set = set;
    }

    ReplicaSet servers() {
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

    /** @throws Failed if there is no answer, or one that says that the whole command failed */
    Reply ask(Command command) {
        Member member = select();
        Promise<Reply> answer = new Promise<>(turns);
        Optional<Mishaps.Lost> lost = set.mishaps().lost(command, this, turns);
        if (!lost.equals(Optional.of(Mishaps.Lost.REQUEST))) {
            send(command, member, lost.isEmpty() ? answer : new Promise<>(turns));
        }
        if (turns.chance(loss / 2)) {
            turns.happened("request doubled");
            send(command, member, answer);
        }
        Optional<Reply> reply = answer.await(SOCKET);
        if (reply.isEmpty()) {
            believed = null;
            turns.happened("no answer");
            throw new Failed("no answer");
        }
        newest = Math.max(newest, reply.get().term());
        if (reply.get().failed() != null) {
            believed = null;
            throw new Failed(reply.get().failed());
        }
        seen = Math.max(seen, reply.get().time());
        return reply.get();
    }

    private Member select() {
        long until = turns.now() + SELECTION;
        if (turns.chance(0.05)) {
            believed = null;
        }
        while (believed == null || believed.term() < newest) {
            believed = find();
            if (believed == null) {
                if (turns.now() > until) {
                    throw new Failed("no primary");
                }
                turns.running().sleep(turns.between(5 * Turns.MS, 60 * Turns.MS));
            }
        }
        return believed;
    }

    private @Nullable Member find() {
        List<Member> primaries = set.members().stream()
                .filter(member -> !cut && member.primary() && member.term() >= newest)
                .toList();
        Member found = primaries.size() > 1 && turns.chance(0.5)
                ? primaries.get(turns.random().nextInt(primaries.size()))
                : primaries.stream().max(Comparator.comparingLong(Member::term)).orElse(null);
        if (found != null) {
            newest = Math.max(newest, found.term());
        }
        return found;
    }

    private void send(Command command, Member member, Promise<Reply> answer) {
        if (lost()) {
            return;
        }
        turns.after(late(), () -> {
            if (member.up()) {
                command.runOn(member, reply -> receive(reply, answer));
            } else {
                receive(Reply.failure("connection refused", member), answer);
            }
        });
    }

    private void receive(Reply reply, Promise<Reply> answer) {
        if (!lost()) {
            turns.after(late(), () -> answer.keep(reply));
        }
    }

    private boolean lost() {
        return cut || turns.chance(loss);
    }

    private long late() {
        if (!turns.chance(loss)) {
            return turns.between(Turns.MS / 5, 3 * Turns.MS);
        }
        return turns.chance(0.2) ? turns.between(Turns.SECOND, 15 * Turns.SECOND) : turns.between(0, 300 * Turns.MS);
    }
}
