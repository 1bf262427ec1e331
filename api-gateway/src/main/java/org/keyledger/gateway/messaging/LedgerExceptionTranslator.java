package org.keyledger.gateway.messaging;

import org.keyledger.gateway.problem.Problem;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.StoreUnavailableException;
import org.keyledger.ledger.UnknownOutcomeException;

/** Translates the ledger's append failures into problems; Axon may have wrapped them. */
final class LedgerExceptionTranslator {

    private LedgerExceptionTranslator() {}

    static RuntimeException toException(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof AppendRejectedException.DuplicateKeyException) {
                return Problem.IN_PROGRESS.toException();
            }
            if (cause instanceof AppendRejectedException.StorageFullException) {
                return Problem.STORAGE_FULL.toException();
            }
            if (cause instanceof AppendRejectedException.OverloadedException
                    || cause instanceof AppendRejectedException.SequenceConflictException) {
                return Problem.OVERLOADED.toException();
            }
            if (cause instanceof UnknownOutcomeException) {
                return Problem.OUTCOME_UNKNOWN.toException();
            }
            if (cause instanceof StoreUnavailableException) {
                return Problem.STORE_UNAVAILABLE.toException();
            }
        }
        return thrown instanceof RuntimeException exception
                ? exception
                : new IllegalStateException("command failed", thrown);
    }

    static boolean isCausedBy(Throwable thrown, Class<? extends Throwable> type) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
