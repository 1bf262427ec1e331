package org.keyledger.ledger.append;

import java.util.List;
import java.util.function.UnaryOperator;
import org.keyledger.ledger.AppendRejectedException.OverloadedException;
import org.keyledger.ledger.Ledger.AppendListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes batches from the queue and writes them, on one thread. */
final class WriterThread {

    private static final Logger LOG = LoggerFactory.getLogger(WriterThread.class);

    private final CommitQueue queue;
    private final AppendLimits limits;
    private final FatalErrorHandler fatalErrorHandler;
    private final WriterBackoff backoff;
    private final Writer writer;
    private final Thread thread = new Thread(this::writeBatches, "ledger-writer");

    WriterThread(
            CommitStore store,
            CommitQueue queue,
            String name,
            AppendLimits limits,
            FatalErrorHandler fatalErrorHandler,
            WriterBackoff backoff,
            UnaryOperator<WriteProtocol> protocolVariant,
            AppendListener onAppended) {
        this.queue = queue;
        this.limits = limits;
        this.fatalErrorHandler = fatalErrorHandler;
        this.backoff = backoff;
        WriteProtocol protocol =
                protocolVariant.apply(new ConfirmedWriteProtocol(store, backoff, this::completeTimedOut));
        this.writer = new Writer(store, name, protocol, backoff, this::completeTimedOut, onAppended);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    Writer writer() {
        return writer;
    }

    private void writeBatches() {
        try {
            for (List<PendingAppend> batch = queue.take(); !batch.isEmpty(); batch = queue.take()) {
                write(batch);
            }
        } catch (InterruptedException e) {
            queue.closeAndReject("the ledger is closed");
        } catch (RuntimeException | Error e) {
            queue.closeAndReject("the ledger has stopped");
            LOG.error("ALARM the ledger cannot write any more", e);
            fatalErrorHandler.halt("the ledger cannot write any more: " + e.getMessage());
        }
    }

    /** Writes the next batch on the calling thread; returns false if no commit waits. */
    boolean step() throws InterruptedException {
        List<PendingAppend> batch = queue.poll();
        if (!batch.isEmpty()) {
            write(batch);
        }
        return !batch.isEmpty();
    }

    /** Completes every append, also after a failure; one whose outcome is unknown may be stored. */
    private void write(List<PendingAppend> batch) throws InterruptedException {
        try {
            writer.write(batch);
        } finally {
            PendingAppend.incomplete(batch)
                    .forEach(append -> append.completeUnknown(new IllegalStateException("the ledger has stopped")));
        }
    }

    private void completeTimedOut(List<PendingAppend> pending, boolean sent, Throwable cause) {
        LOG.warn("Store does not respond, {} commits wait: {}", pending.size(), cause.toString());
        long timedOut = backoff.nanoTime() - limits.callerTimeout().toNanos();
        String reason = "the store cannot be reached, nothing was sent: " + cause;
        for (PendingAppend append : pending) {
            if (append.enqueuedAtNanos() - timedOut < 0) {
                if (sent) {
                    append.completeUnknown(cause);
                } else {
                    append.reject(new OverloadedException(reason));
                }
            }
        }
        queue.rejectOlderThan(timedOut, reason);
    }

    /** Returns when the queued commits are written, or after the drain timeout; their outcome is then unknown. */
    void drainAndStop() {
        queue.close();
        try {
            thread.join(limits.drainTimeout().toMillis());
            if (thread.isAlive()) {
                LOG.warn("Commits are still in progress after {}, their outcome is unknown", limits.drainTimeout());
                thread.interrupt();
                thread.join();
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            Thread.currentThread().interrupt();
        }
    }
}
