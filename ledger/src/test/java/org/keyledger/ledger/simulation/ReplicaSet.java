package org.keyledger.ledger.simulation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Three servers, or five, and the network between them: heartbeats, elections, replication. */
final class ReplicaSet {

    private static final long ELECTION = 2 * Turns.SECOND;
    private static final long HEARTBEAT = 300 * Turns.MS;

    private final Turns turns;
    private final List<Member> members = new ArrayList<>();
    private int @Nullable [] sides;
    private final long patience;
    private final Mishaps mishaps = new Mishaps();
    private long slow;
    private boolean calm;

    ReplicaSet(int size, Turns turns) {
        this.turns = turns;
        this.patience = turns.between(ELECTION, 6 * ELECTION);
        for (int i = 0; i < size; i++) {
            members.add(new Member(i, size, turns, this));
        }
        members.forEach(this::beat);
        members.get(0).elected(1);
    }

    List<Member> members() {
        return members;
    }

    /** The newest primary, as someone sees it who sees all. */
    Optional<Member> primary() {
        return members.stream().filter(Member::primary).max(Comparator.comparingLong(Member::term));
    }

    /** From now on only servers of the same side reach each other. */
    void part(int[] into) {
        sides = into;
    }

    void heal() {
        sides = null;
    }

    Mishaps mishaps() {
        return mishaps;
    }

    /** This server alone, and the others without it. */
    void isolate(Member member) {
        part(members.stream().mapToInt(other -> other == member ? 1 : 0).toArray());
    }

    boolean reach(Member one, Member other) {
        return one.up() && other.up() && (sides == null || sides[one.id] == sides[other.id]);
    }

    long hop() {
        return slow + turns.between(Turns.MS / 5, turns.chance(0.1) ? 300 * Turns.MS : 2 * Turns.MS);
    }

    /** From now on everything between servers takes this much longer. */
    void slow(long by) {
        slow = by;
    }

    void pullSoon(Member from) {
        members.stream().filter(member -> member != from).forEach(this::pullLater);
    }

    void pullLater(Member member) {
        turns.after(hop(), member::pull);
    }

    @Nullable
    Member sourceOf(Member secondary) {
        return members.stream()
                .filter(member -> member.primary() && member.term() >= secondary.term() && reach(member, secondary))
                .max(Comparator.comparingLong(Member::term))
                .orElse(null);
    }

    void acknowledged(Member by, long term, int held) {
        members.stream()
                .filter(member -> member.primary() && member.term() == term && reach(member, by))
                .forEach(member -> member.acknowledged(by, term, held));
    }

    private void beat(Member member) {
        turns.after(turns.between(HEARTBEAT / 2, HEARTBEAT), () -> {
            if (member.primary()) {
                lead(member);
            } else if (member.up()) {
                member.pull();
                if (member.lonely(turns.between(ELECTION / 2, 2 * ELECTION))) {
                    campaign(member);
                }
            }
            beat(member);
        });
    }

    private void lead(Member primary) {
        List<Member> reached =
                members.stream().filter(member -> reach(primary, member)).toList();
        reached.stream().mapToLong(Member::term).max().ifPresent(term -> {
            if (term > primary.term()) {
                primary.stepDown(term);
            }
        });
        primary.reaches(reached.size(), patience);
    }

    /** Asks for votes in a term newer than any that it hears of; who has a newer log gives none, but hears of the term. */
    private void campaign(Member candidate) {
        List<Member> reached =
                members.stream().filter(member -> reach(candidate, member)).toList();
        long term = 1 + reached.stream().mapToLong(Member::term).max().orElse(0);
        List<Member> voters = reached.stream().filter(candidate::asNewAs).toList();
        reached.forEach(member -> member.stepDown(term));
        if (2 * voters.size() > members.size()) {
            candidate.elected(term);
        }
    }

    /** A moment at which trouble hurts most: the primary may be cut off from the others now, or step down. */
    void tempt(Member member, double probability) {
        if (calm || !turns.chance(probability)) {
            return;
        }
        if (turns.chance(0.3)) {
            member.stepDown(member.term());
            return;
        }
        isolate(member);
        turns.after(turns.between(Turns.SECOND, 9 * Turns.SECOND), this::heal);
    }

    /** From now on nothing goes wrong of its own. */
    void calm() {
        calm = true;
    }

    /** An operator asks the primary to step down. */
    void stepDown() {
        primary().ifPresent(member -> member.stepDown(member.term()));
    }
}
