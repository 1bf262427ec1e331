package org.keyledger.ledger.simulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One server of a replica set: its log, the part of it that is on disk, and the part that a majority is known to have.
 * Reads with majority concern see only the latter.
 */
final class ReplicaMember {

    final int id;
    private final SimulationScheduler scheduler;
    private final ReplicaSetModel set;
    private final List<OplogEntry> log = new ArrayList<>();
    private final WriteConcernWaiters waiters;
    private final ElectionTimer electionTimer;
    private final int[] matched;
    private boolean up = true;
    private boolean primary;
    private long term;
    private int durable;
    private int committed;
    private int incarnation;
    private long clusterTime;
    private DatabaseState local = new DatabaseState();
    private DatabaseState majority = new DatabaseState();

    ReplicaMember(int id, int members, SimulationScheduler turns, ReplicaSetModel set) {
        this.id = id;
        this.scheduler = turns;
        this.waiters = new WriteConcernWaiters(turns);
        this.electionTimer = new ElectionTimer(turns);
        this.set = set;
        this.matched = new int[members];
    }

    boolean up() {
        return up;
    }

    boolean primary() {
        return up && primary;
    }

    long term() {
        return term;
    }

    int incarnation() {
        return incarnation;
    }

    int length() {
        return log.size();
    }

    DatabaseState local() {
        return local;
    }

    DatabaseState majority() {
        return majority;
    }

    long operationTime() {
        return log.isEmpty() ? 0 : log.get(log.size() - 1).time();
    }

    /** The majority commit point as a cluster time. */
    long majorityTime() {
        return committed == 0 ? 0 : log.get(committed - 1).time();
    }

    void gossip(long time) {
        clusterTime = Math.max(clusterTime, time);
    }

    /** Writes an entry on the primary; the others fetch it a little later. */
    void write(List<Map.Entry<String, Optional<StoredDocument>>> writes) {
        clusterTime = Math.max(clusterTime, operationTime()) + 1;
        OplogEntry logged = new OplogEntry(term, clusterTime, writes);
        log.add(logged);
        local.apply(logged);
        flush();
        set.pullSoon(this);
    }

    /** Writes the log to the disk a little later. */
    private void flush() {
        int length = log.size();
        OplogEntry last = log.get(length - 1);
        long writer = term;
        scheduler.after(scheduler.between(SimulationScheduler.MS / 5, 3 * SimulationScheduler.MS), () -> {
            if (up && length <= log.size() && log.get(length - 1) == last) {
                durable = Math.max(durable, length);
                acknowledge(writer);
            }
        });
    }

    private void acknowledge(long writer) {
        if (primary) {
            matched[id] = durable;
            advance();
        } else if (writer == term) {
            int held = durable;
            scheduler.after(set.hop(), () -> set.acknowledged(this, writer, held));
        }
    }

    /** The primary learns how much of its log a secondary has on disk. */
    void acknowledged(ReplicaMember by, long inTerm, int held) {
        if (primary() && term == inTerm) {
            matched[by.id] = Math.max(matched[by.id], held);
            advance();
        }
    }

    private void advance() {
        int[] sorted = matched.clone();
        Arrays.sort(sorted);
        int held = sorted[(sorted.length - 1) / 2];
        if (held > committed && log.get(held - 1).term() == term) {
            commitUpTo(held);
        }
    }

    private void commitUpTo(int upTo) {
        while (committed < upTo) {
            majority.apply(log.get(committed++));
        }
        waiters.committed(committed);
    }

    /** Calls back when a majority has this much of the log: with an empty text, or with the reason why that is unknown. */
    void awaitMajority(int upTo, long patience, Consumer<String> end) {
        if (upTo <= committed) {
            end.accept("");
            return;
        }
        if (!primary()) {
            end.accept("primary stepped down");
            return;
        }
        waiters.add(upTo, patience, end);
    }

    /** Fetches missing entries from the primary and rolls back entries that the primary does not have. */
    void pull() {
        ReplicaMember source = up && !primary ? set.sourceOf(this) : null;
        if (source == null) {
            return;
        }
        term = source.term;
        electionTimer.primarySeen();
        gossip(source.clusterTime);
        int common = Math.min(log.size(), source.log.size());
        while (common > 0
                && log.get(common - 1).term() != source.log.get(common - 1).term()) {
            common--;
        }
        if (common < log.size()) {
            rollBackTo(common);
        }
        int most = common + 1 + scheduler.random().nextInt(20);
        for (int i = common; i < Math.min(most, source.log.size()); i++) {
            log.add(source.log.get(i));
            local.apply(source.log.get(i));
        }
        if (!log.isEmpty()) {
            flush();
        }
        commitUpTo(Math.max(committed, Math.min(source.committed, log.size())));
        if (log.size() < source.log.size()) {
            set.pullLater(this);
        }
    }

    /** Removes the entries after the first {@code length}. */
    private void rollBackTo(int length) {
        if (length < committed) {
            throw new IllegalStateException("the model rolls back what a majority held");
        }
        scheduler.happened("rollback");
        log.subList(length, log.size()).clear();
        durable = Math.min(durable, length);
        local = DatabaseState.of(log);
    }

    boolean primaryLost(long patience) {
        return electionTimer.primaryLost(patience);
    }

    /** Steps down if it has not reached a majority for this long. */
    void reaches(int members, long patience) {
        if (2 * members > matched.length) {
            electionTimer.majoritySeen();
        } else if (electionTimer.majorityLost(patience)) {
            stepDown(term);
        }
    }

    /** Learns of a newer term; a primary steps down. */
    void stepDown(long to) {
        term = Math.max(term, to);
        if (primary) {
            primary = false;
            electionTimer.primarySeen();
            waiters.steppedDown();
        }
    }

    void elected(long to) {
        term = to;
        primary = true;
        scheduler.happened("election");
        electionTimer.majoritySeen();
        Arrays.fill(matched, 0);
        matched[id] = durable;
        write(List.of());
    }

    boolean isAtLeastAsNewAs(ReplicaMember other) {
        return OplogEntry.isAtLeastAsNew(log, other.log);
    }

    /** Crashes the process: entries not on disk are lost, and waiting clients get no reply. */
    void crash() {
        scheduler.happened("server crash");
        up = false;
        primary = false;
        incarnation++;
        waiters.clear();
        committed = Math.min(committed, durable);
        majority = DatabaseState.of(log.subList(0, committed));
        log.subList(durable, log.size()).clear();
        local = DatabaseState.of(log);
    }

    void restart() {
        up = true;
        electionTimer.primarySeen();
    }
}
