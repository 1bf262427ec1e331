package org.keyledger.gateway.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ends the handling of a request with a problem. Its message is the {@code detail}. It has no stack trace, because a
 * refused request is not a bug.
 */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Problem problem;
    private final transient List<FieldError> errors = new ArrayList<>();
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    /** What is wrong with one field of the body, one parameter or one header. */
    public record FieldError(String field, String detail) {}

    ProblemException(Problem problem, String detail) {
        super(detail, null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /**
     * Adds an entry to {@code errors[]}.
     *
     * @param detail readable without the field's name, for example {@code must be between 1 and 200}
     */
    public ProblemException withFieldError(String field, String detail) {
        errors.add(new FieldError(field, detail));
        return this;
    }

    /** Adds an extension member (RFC 9457, section 3.2). */
    public ProblemException withMember(String member, Object value) {
        members.put(member, value);
        return this;
    }

    public ProblemException withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    /** The given detail; without one the first field error, or the explanation of the problem type. */
    @Override
    public String getMessage() {
        var detail = String.valueOf(super.getMessage());
        if (errors.isEmpty() || !detail.equals(problem.explanation())) {
            return detail;
        }
        var first = errors.get(0).field() + " " + errors.get(0).detail() + ".";
        return errors.size() == 1 ? first : first + " See errors for all " + errors.size() + " invalid fields.";
    }

    /** What is wrong with single fields. */
    public List<FieldError> errors() {
        return errors;
    }

    Map<String, Object> members() {
        return members;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
