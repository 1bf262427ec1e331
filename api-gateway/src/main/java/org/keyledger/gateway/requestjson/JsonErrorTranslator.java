package org.keyledger.gateway.requestjson;

import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.problem.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/**
 * Translates Jackson's exceptions into problems with field errors. Jackson's messages are not used: they name classes.
 */
final class JsonErrorTranslator {

    private static final Collector<CharSequence, ?, String> JOIN_CHOICES =
            Collectors.joining(", ", "must be one of ", "");

    private JsonErrorTranslator() {}

    static RuntimeException toException(JacksonException thrown) {
        var field = thrown.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."));
        if (field.isEmpty()) {
            return Problem.MALFORMED_BODY.toException();
        }
        return Problem.INVALID_REQUEST.toException().withFieldError(field, detail(thrown));
    }

    private static String detail(JacksonException thrown) {
        if (thrown instanceof UnrecognizedPropertyException) {
            return "is not a field of this request";
        }
        if (thrown instanceof ValueInstantiationException
                && thrown.getCause() instanceof IllegalArgumentException ours) {
            return String.valueOf(ours.getMessage());
        }
        return thrown instanceof MismatchedInputException mismatch
                ? mismatchDetail(mismatch.getTargetType())
                : "is invalid";
    }

    private static String mismatchDetail(@Nullable Class<?> type) {
        if (type == Instant.class) {
            return "must be an RFC 3339 date-time";
        }
        if (type == Integer.class || type == int.class) {
            return "must be an integer";
        }
        if (type != null && type.isEnum()) {
            return Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(JOIN_CHOICES);
        }
        return type == String.class ? "must be a string" : "has the wrong type";
    }
}
