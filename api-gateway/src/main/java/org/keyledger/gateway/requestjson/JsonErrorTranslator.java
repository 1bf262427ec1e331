package org.keyledger.gateway.requestjson;

import java.util.stream.Collectors;
import org.keyledger.gateway.problem.Problem;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says which field was wrong, in our words: what Jackson says names our classes. */
final class JsonErrorTranslator {

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
        return "is not of its form";
    }
}
