package org.keyledger.ledger.mongo;

import com.mongodb.MongoException;
import com.mongodb.ReadConcern;
import com.mongodb.ReadPreference;
import com.mongodb.TransactionOptions;
import com.mongodb.WriteConcern;
import com.mongodb.client.ClientSession;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Short transactions that see all that was seen before, tried again where the server says that they may be. */
final class MongoTransactionRunner {

    private static final int MAX_ATTEMPTS = 10;
    private static final long COMMIT_TIMEOUT_MILLIS = 5000;
    private static final TransactionOptions OPTIONS = TransactionOptions.builder()
            .readPreference(ReadPreference.primary())
            .readConcern(ReadConcern.SNAPSHOT)
            .writeConcern(WriteConcern.MAJORITY.withWTimeout(COMMIT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS))
            .maxCommitTime(COMMIT_TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
            .build();

    private final CausalSessions servers;

    MongoTransactionRunner(CausalSessions servers) {
        this.servers = servers;
    }

    /** Does the work and commits it; whatever is thrown undoes it. The work may be done several times. */
    void run(Consumer<ClientSession> work) {
        servers.run(session -> {
            BoundedBackoff retries = new BoundedBackoff("transaction");
            for (int tries = 1; !tryRun(session, work, tries); tries++) {
                retries.pause();
            }
        });
    }

    private static boolean tryRun(ClientSession session, Consumer<ClientSession> work, int tries) {
        session.startTransaction(OPTIONS);
        boolean committing = false;
        try {
            work.accept(session);
            committing = true;
            commit(session);
            return true;
        } catch (MongoException e) {
            if (tries < MAX_ATTEMPTS && e.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL)) {
                return false;
            }
            throw e;
        } finally {
            if (!committing) {
                session.abortTransaction();
            }
        }
    }

    /** A commit may be repeated: the server remembers what it did. */
    private static void commit(ClientSession session) {
        for (int tries = 1; ; tries++) {
            try {
                session.commitTransaction();
                return;
            } catch (MongoException e) {
                if (tries >= MAX_ATTEMPTS || !e.hasErrorLabel(MongoException.UNKNOWN_TRANSACTION_COMMIT_RESULT_LABEL)) {
                    throw e;
                }
            }
        }
    }
}
