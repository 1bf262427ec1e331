package org.keyledger.ledger.axon;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Views;
import org.keyledger.ledger.Views.Batch;
import org.keyledger.ledger.Views.Checkpoint;

/**
 * Transactions of one projection group: a guarded batch, begun when it is first needed, from the progress that this node
 * last read or stored. If another node has moved the group meanwhile the batch is refused and nothing of it counts.
 */
final class ProjectionTransactions implements TransactionManager {

    private final Map<Thread, ProjectionTransaction> running = new ConcurrentHashMap<>();
    private final ReentrantLock batchLock = new ReentrantLock();
    private final Views views;
    private final String group;
    private final ProjectionStatus status;
    private Optional<Checkpoint> checkpoint = Optional.empty();

    ProjectionTransactions(Views views, String group, ProjectionStatus status) {
        this.views = views;
        this.group = group;
        this.status = status;
    }

    @Override
    public Transaction startTransaction() {
        ProjectionTransaction outer = running.get(Thread.currentThread());
        if (outer != null) {
            return outer.inner();
        }
        ProjectionTransaction started = new ProjectionTransaction();
        running.put(Thread.currentThread(), started);
        return started;
    }

    /** @throws IllegalStateException on a thread that handles no event of this group */
    ProjectionTransaction current() {
        ProjectionTransaction current = running.get(Thread.currentThread());
        if (current == null) {
            throw new IllegalStateException("no batch of projection group " + group + " is under way on this thread");
        }
        return current;
    }

    /** One transaction, on one thread. */
    final class ProjectionTransaction implements Transaction {

        private @Nullable Batch batch;
        private @Nullable Checkpoint saved;
        private boolean owned;
        private boolean rollbackOnly;

        Batch batch() {
            if (batch == null) {
                batchLock.lock();
                begin();
            }
            return Objects.requireNonNull(batch);
        }

        private void begin() {
            try {
                batch = views.begin(group, checkpoint);
            } finally {
                if (batch == null) {
                    batchLock.unlock();
                }
            }
        }

        /** Takes what is stored for what this node knows: it begins to work on the group. */
        void expect(Optional<Checkpoint> progress) {
            batchLock.lock();
            try {
                checkpoint = progress;
            } finally {
                batchLock.unlock();
            }
        }

        Optional<Checkpoint> checkpoint() {
            return checkpoint;
        }

        /** @param ours whether this node works on the group once that is committed */
        void saveCheckpoint(Checkpoint progress, boolean ours) {
            batch().saveCheckpoint(progress);
            saved = progress;
            owned = ours;
        }

        @Override
        public void commit() {
            if (rollbackOnly) {
                rollback();
                throw new IllegalStateException("a transaction within this one was rolled back");
            }
            try {
                if (batch != null) {
                    batch.commit();
                }
                if (saved != null) {
                    checkpoint = Optional.of(saved);
                    notifyStatus(saved);
                }
            } finally {
                end();
            }
        }

        private void notifyStatus(Checkpoint progress) {
            if (owned) {
                status.advanceTo(progress.next());
            } else {
                status.claimLost();
            }
        }

        @Override
        public void rollback() {
            end();
        }

        private void end() {
            running.remove(Thread.currentThread());
            Batch ended = batch;
            if (ended != null) {
                batch = null;
                try {
                    ended.close();
                } finally {
                    batchLock.unlock();
                }
            }
        }

        private Transaction inner() {
            return new Transaction() {
                @Override
                public void commit() {
                    // the outer one does
                }

                @Override
                public void rollback() {
                    rollbackOnly = true;
                }
            };
        }
    }
}
