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
 * Transactions of one projection group. Each has a batch that begins when it is first used, from the checkpoint that this
 * node last read or stored. If another node has advanced the group since, the batch is rejected and rolled back.
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
            throw new IllegalStateException("this thread has no transaction of projection group " + group);
        }
        return current;
    }

    /** A transaction of one thread. */
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

        /** Sets the checkpoint that the batch begins from, because this node starts to work on the group. */
        void expect(Optional<Checkpoint> stored) {
            batchLock.lock();
            try {
                checkpoint = stored;
            } finally {
                batchLock.unlock();
            }
        }

        Optional<Checkpoint> checkpoint() {
            return checkpoint;
        }

        /** @param ownedAfterCommit whether this node works on the group after the commit */
        void saveCheckpoint(Checkpoint reached, boolean ownedAfterCommit) {
            batch().saveCheckpoint(reached);
            saved = reached;
            owned = ownedAfterCommit;
        }

        @Override
        public void commit() {
            if (rollbackOnly) {
                rollback();
                throw new IllegalStateException("a nested transaction was rolled back");
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

        private void notifyStatus(Checkpoint reached) {
            if (owned) {
                status.advanceTo(reached.next());
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
                    // the outer transaction commits
                }

                @Override
                public void rollback() {
                    rollbackOnly = true;
                }
            };
        }
    }
}
