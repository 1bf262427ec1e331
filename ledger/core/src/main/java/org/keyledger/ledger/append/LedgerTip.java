package org.keyledger.ledger.append;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.CommitReader;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.hashchain.Tip;

/** The tip of the chain in memory. One thread moves it; every thread may read {@link #committed}. */
final class LedgerTip {

    private final CommitReader store;
    private @Nullable Tip tip;
    private final AtomicReference<@Nullable Tip> committed = new AtomicReference<>();
    private final AtomicLong observed = new AtomicLong();

    LedgerTip(CommitReader store) {
        this.store = store;
    }

    /**
     * The tip, read from the store if it is not in memory.
     *
     * @throws Writer.FatalWriterException if the ledger ends before a commit that this process has seen
     */
    Tip current() {
        Tip current = tip;
        if (current == null) {
            Tip seen = committed.get(); // before the read, which then cannot be older
            current = readTip();
            if (seen != null && current.next().isBefore(seen.next())) {
                throw new Writer.FatalWriterException("the ledger ends before position " + current.next()
                        + ", and this process has seen position " + seen.next()
                        + ": it was restored from a backup while this process was running; start again");
            }
            advanceTo(current);
        }
        return current;
    }

    void advanceTo(Tip reached) {
        tip = reached;
        committed.set(reached);
    }

    /** The next {@link #current} reads the store: another process may have written. */
    void invalidate() {
        tip = null;
    }

    /** The tip after the last commit that this process knows to be durable; only the first call reads the store. */
    Tip committed() {
        Tip known = committed.get();
        if (known == null) {
            committed.compareAndSet(null, readTip());
            known = committed.get();
        }
        return Objects.requireNonNull(known);
    }

    /** A read has returned an event before this position. */
    void observe(Position next) {
        if (observed.get() < next.value()) {
            observed.accumulateAndGet(next.value(), Math::max);
        }
    }

    /** The position after every event that is committed or was read. */
    Position next() {
        Position next = committed().next();
        long read = observed.get();
        return read <= next.value() ? next : new Position(read);
    }

    /** Whether every event that was read is in memory too. */
    boolean includesReads() {
        return observed.get() <= committed().next().value();
    }

    private Tip readTip() {
        return store.head().map(Tip::after).orElseGet(() -> Tip.genesis(store.identity()));
    }
}
