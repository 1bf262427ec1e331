package org.keyledger.ledger.append;

import java.time.Clock;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Ledger;

/** The real ledger and writer without their thread; the simulation lets it write batch by batch. */
public final class SteppedLedger {

    private final GroupCommitLedger ledger;
    private @Nullable String halted;

    /**
     * @param now the process's clock, in nanoseconds
     * @param pause waits before a try; its argument is the number of tries before
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

    /** Writes a batch; false if no commit is queued. */
    public boolean step() throws InterruptedException {
        try {
            return ledger.step();
        } catch (Writer.FatalWriterException e) {
            halted = String.valueOf(e.getMessage());
            return false;
        }
    }

    /** The reason why the process has halted; empty if it has not. */
    public Optional<String> halted() {
        return Optional.ofNullable(halted);
    }
}
