package org.keyledger.ledger.append;

import java.time.Clock;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Ledger;

/** The real ledger with its real writer, without a thread: who owns the time lets it write one batch after the other. */
public final class SteppedLedger {

    private final GroupCommitLedger ledger;
    private @Nullable String halted;

    /**
     * @param now nanoseconds of the process's own clock
     * @param pause waits before a try, of which it is told how many came before
     */
    public SteppedLedger(
            CommitStore store,
            String name,
            Clock clock,
            AppendLimits limits,
            LongSupplier now,
            IntConsumer pause,
            WriteProtocolVariant variant) {
        WriterBackoff pace = new WriterBackoff() {
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
                store, name, clock, limits, why -> {}, pace, careful -> variant.of(careful, store));
    }

    public Ledger ledger() {
        return ledger;
    }

    /** Writes a batch; false if nothing waits. */
    public boolean step() throws InterruptedException {
        try {
            return ledger.step();
        } catch (Writer.FatalWriterException e) {
            halted = String.valueOf(e.getMessage());
            return false;
        }
    }

    /** Why this process must not go on, if it must not. */
    public Optional<String> halted() {
        return Optional.ofNullable(halted);
    }
}
