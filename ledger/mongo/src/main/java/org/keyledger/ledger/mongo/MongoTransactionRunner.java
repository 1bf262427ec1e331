package org.keyledger.ledger.mongo;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs short transactions with majority write concern, after all earlier calls. Retries a transaction or a commit if the
 * server labels its error as retryable.
 */
final class MongoTransactionRunner {

    private static final int MAX_ATTEMPTS = 10;
    private static final long COMMIT_TIMEOUT_MILLIS = 5000;
    private static final TransactionOptions OPTIONS = TransactionOptions.builder()
            .readPreference(ReadPreference.primary())
            .readConcern(ReadConcern.SNAPSHOT)
            .writeConcern(WriteConcern.MAJORITY.withWTimeout(COMMIT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS))
            .maxCommitTime(COMMIT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
            .build();

    private final CausalSessions sessions;

    MongoTransactionRunner(CausalSessions sessions) {
        this.sessions = sessions;
    }

    /** Runs the work and commits it; aborts if the work throws. A retry runs the work again. */
    void run(Consumer<ClientSession> work) {
        sessions.run(session -> {
            BoundedBackoff backoff = sessions.newBackoff("transaction");
            for (int attempt = 1; !tryRun(session, work, attempt); attempt++) {
                backoff.pause();
            }
        });
    }

    private static boolean tryRun(ClientSession session, Consumer<ClientSession> work, int attempt) {
        session.startTransaction(OPTIONS);
        boolean committing = false;
        try {
            work.accept(session);
            committing = true;
            commit(session);
            return true;
        } catch (MongoException e) {
            if (attempt < MAX_ATTEMPTS && e.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)) {
                return false;
            }
            throw e;
        } finally {
            if (!committing) {
                session.abortTransaction();
            }
        }
    }

    /** Repeating a commit is safe: the server keeps the outcome of the transaction. */
    private static void commit(ClientSession session) {
        for (int attempt = 1; ; attempt++) {
            try {
                session.commitTransaction();
                return;
            } catch (MongoException e) {
                if (attempt >= MAX_ATTEMPTS
                        || !e.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL)) {
                    throw e;
                }
            }
        }
    }
}
