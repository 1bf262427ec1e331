package org.keyledger.gateway.messaging;

import org.keyledger.gateway.problem.Problem;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.UnknownOutcomeException;

/** What it is called at the doors when a commit could not be stored; Axon may have wrapped it. */
final class LedgerExceptionTranslator {

    private LedgerExceptionTranslator() {}

    static RuntimeException problem(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof AppendRejectedException.DuplicateKeyException) {
                return Problem.IN_PROGRESS.found();
            }
            if (cause instanceof AppendRejectedException.StorageFullException) {
                return Problem.STORAGE_FULL.found();
            }
            if (cause instanceof AppendRejectedException.OverloadedException
                    || cause instanceof AppendRejectedException.SequenceConflictException) {
                return Problem.OVERLOADED.found();
            }
            if (cause instanceof UnknownOutcomeException) {
                return Problem.OUTCOME_UNKNOWN.found();
            }
            if (cause instanceof StoreUnavailableException) {
                return Problem.STORE_UNAVAILABLE.found();
            }
        }
        return thrown instanceof RuntimeException exception
                ? exception
                : new IllegalStateException("a command failed", thrown);
    }

    static boolean isOf(Throwable thrown, Class<? extends Throwable> type) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
