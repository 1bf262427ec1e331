package org.keyledger.ledger.append;

import java.time.Clock;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Ledger;

/** A {@link GroupCommitLedger} without a thread: a test or simulation writes each batch with {@link #step}. */
public final class SteppedLedger {

    private final GroupCommitLedger ledger;
    private @Nullable String halted;

    /**
     * @param now monotonic time in nanoseconds
     * @param pause waits before a try; its argument is the number of earlier tries
     */
    public SteppedLedger(
            CommitStore store,
            String name,
            Clock clock,
            AppendLimits limits,
            LongSupplier now,
            IntConsumer pause,
            WriteProtocolVariant variant) {
        WriterBackoff backoff = new WriterBackoff() {
            @Override
            public long nanoTime() {
                return now.getAsLong();
            }

            @Override
            public void pause(int tries) {
                pause.accept(tries);
            }
        };
        ledger = new GroupCommitLedger(
                store, name, clock, limits, message -> {}, backoff, protocol -> variant.of(protocol, store));
    }

    public Ledger ledger() {
        return ledger;
    }

    /** Writes the next batch; returns false if no commit waits. */
    public boolean step() throws InterruptedException {
        try {
            return ledger.step();
        } catch (Writer.FatalWriterException e) {
            halted = String.valueOf(e.getMessage());
            return false;
        }
    }

    /** The message of the fatal error; empty if the writer can continue. */
    public Optional<String> halted() {
        return Optional.ofNullable(halted);
    }
}
