package org.keyledger.gateway.problem;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Ends the handling of a request with a problem. Ordinary, hence without a stack trace. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final Problem problem;
    private final transient List<FieldError> errors = new ArrayList<>();
    private final transient Map<String, Object> members = new LinkedHashMap<>();
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    /** What is wrong with one field of the body, parameter or header. */
    record FieldError(String field, String detail) {}

    ProblemException(Problem problem, String detail) {
        super(detail, null, false, false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /** Names a field in {@code errors[]}. */
    public ProblemException withFieldError(String field, String detail) {
        errors.add(new FieldError(field, detail));
        return this;
    }

    /** Adds a member to the document (RFC 9457, section 3.2). */
    public ProblemException withMember(String member, Object value) {
        members.put(member, value);
        return this;
    }

    public ProblemException withHeader(String name, String value) {
        headers.put(name, value);
        return this;
    }

    List<FieldError> errors() {
        return errors;
    }

    Map<String, Object> members() {
        return members;
    }

    public Map<String, String> headers() {
        return headers;
    }
}
