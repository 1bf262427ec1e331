package org.keyledger.gateway.problem;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
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

/**
 * Translates exceptions into problems. The details of an unexpected exception are logged and never sent to the client.
 */
public final class ExceptionTranslator {

    private static final Logger LOG = LoggerFactory.getLogger(ExceptionTranslator.class);
    private static final String MALFORMED_REQUEST = "The request is malformed. Check its path, query and headers.";

    private ExceptionTranslator() {}

    /** The problem that the response states; {@link Problem#INTERNAL} for an unexpected exception, which is logged. */
    public static ProblemException toException(Throwable thrown, HttpServletRequest request) {
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
            LOG.debug("Client disconnected, request abandoned");
        } else {
            LOG.error("Unexpected error, responding 500: instance urn:uuid:{}", CorrelationId.of(request), thrown);
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
                    default -> Problem.INVALID_REQUEST.toException(MALFORMED_REQUEST);
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
        if (cause instanceof InvalidParameterException) {
            return Problem.INVALID_REQUEST.toException(MALFORMED_REQUEST);
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
            var detail = mismatch.getRequiredType() == int.class ? "must be an integer" : "is invalid";
            return Problem.INVALID_REQUEST.toException().withFieldError(mismatch.getName(), detail);
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
