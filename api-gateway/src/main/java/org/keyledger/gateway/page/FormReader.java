package org.keyledger.gateway.page;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.function.Function;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.requestjson.FormFields;

/** Reads the fields of a form; collects what is wrong with them, so that a page shows all of it together. */
public final class FormReader {

    private final FormFields fields;
    private final ProblemException invalid = Problem.INVALID_REQUEST.toException();

    private FormReader(FormFields fields) {
        this.fields = fields;
    }

    /** @throws ProblemException 400 {@code invalid-request} if the body is no form or repeats a field */
    public static FormReader of(HttpServletRequest request) {
        return new FormReader(FormFields.of(request));
    }

    /** Empty if the form has no such field. */
    public String text(String name) {
        return fields.get(name);
    }

    /** Whether a box is checked; a browser does not send one that is not. */
    public boolean checked(String name) {
        return !text(name).isEmpty();
    }

    /**
     * The value of a field; empty if the parser rejects it, which {@link #requireValid} reports.
     *
     * @param parser throws an {@link IllegalArgumentException} with the rule
     */
    public <T> Optional<T> find(String name, Function<String, T> parser) {
        try {
            return Optional.of(parser.apply(text(name)));
        } catch (IllegalArgumentException e) {
            invalid.withFieldError(name, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /**
     * The value of the only field that can be wrong.
     *
     * @throws ProblemException 400 {@code invalid-request} if the parser rejects it
     */
    public <T> T require(String name, Function<String, T> parser) {
        var value = find(name, parser);
        requireValid();
        return value.orElseThrow();
    }

    /** @throws ProblemException 400 {@code invalid-request} with an error for each field that was rejected */
    public void requireValid() {
        if (!invalid.errors().isEmpty()) {
            throw invalid;
        }
    }

    /** The path in the field {@code next}. */
    public ReturnPath returnPath() {
        return ReturnPath.parse(text("next"));
    }

    @Override
    public String toString() {
        return "FormReader[hidden]";
    }
}
