package org.keyledger.gateway.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.commit.ReadModelBehindException;
import org.keyledger.ledger.AppendRejectedException;
import org.keyledger.ledger.StoreUnavailableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;

/** Finds the problem behind an exception. What is behind a bug goes to the log, never to the caller. */
final class ExceptionTranslator {

    private static final Logger LOG = LoggerFactory.getLogger(ExceptionTranslator.class);

    private ExceptionTranslator() {}

    static ProblemException toException(Throwable thrown, HttpServletRequest request) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            var known = translate(cause);
            if (known != null) {
                return known;
            }
        }
        if (thrown instanceof ErrorResponse response && response.getStatusCode().is4xxClientError()) {
            return statusToException(response.getStatusCode().value());
        }
        if (thrown instanceof IOException) {
            LOG.debug("the client went away");
        } else {
            LOG.error("request {} failed", CorrelationId.of(request), thrown);
        }
        return Problem.INTERNAL.toException();
    }

    static ProblemException statusToException(int status) {
        return switch (HttpStatus.Series.valueOf(status)) {
            case CLIENT_ERROR ->
                switch (status) {
                    case 404 -> Problem.NOT_FOUND.toException();
                    case 405 -> Problem.METHOD_NOT_ALLOWED.toException();
                    case 413 -> Problem.BODY_TOO_LARGE.toException();
                    case 415 -> Problem.JSON_ONLY.toException();
                    default -> Problem.INVALID_REQUEST.toException();
                };
            default -> Problem.INTERNAL.toException();
        };
    }

    private static @Nullable ProblemException translate(Throwable cause) {
        if (cause instanceof ProblemException found) {
            return found;
        }
        if (cause instanceof ReadModelBehindException) {
            return Problem.NOT_SEEN_YET.toException();
        }
        if (cause instanceof StoreUnavailableException) {
            return Problem.STORE_UNAVAILABLE.toException();
        }
        if (cause instanceof AppendRejectedException.StorageFullException) {
            return Problem.STORAGE_FULL.toException();
        }
        if (cause instanceof HttpRequestMethodNotSupportedException method) {
            var allowed = method.getSupportedMethods();
            return Problem.METHOD_NOT_ALLOWED
                    .toException()
                    .withHeader("Allow", allowed == null ? "" : String.join(", ", allowed));
        }
        if (cause instanceof MissingServletRequestParameterException missing) {
            return Problem.INVALID_REQUEST.toException().withFieldError(missing.getParameterName(), "is required");
        }
        if (cause instanceof MethodArgumentTypeMismatchException mismatch && !hasProblem(mismatch)) {
            return Problem.INVALID_REQUEST.toException().withFieldError(mismatch.getName(), "is not of its form");
        }
        return null;
    }

    private static boolean hasProblem(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProblemException) {
                return true;
            }
        }
        return false;
    }
}
