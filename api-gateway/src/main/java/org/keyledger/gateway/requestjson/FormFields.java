package org.keyledger.gateway.requestjson;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.requesthead.PercentEncoding;

/**
 * The fields of a form of this service's pages: {@code application/x-www-form-urlencoded} in UTF-8, every field once.
 */
public final class FormFields {

    private static final String TYPE = "application/x-www-form-urlencoded";

    private final Map<String, String> fields;

    private FormFields(Map<String, String> fields) {
        this.fields = fields;
    }

    /** @throws ProblemException 400 {@code invalid-request} if the body is no form or repeats a field */
    public static FormFields of(HttpServletRequest request) {
        var type = request.getContentType();
        if (type == null || !type.toLowerCase(Locale.ROOT).split(";")[0].strip().equals(TYPE)) {
            throw Problem.INVALID_REQUEST.toException().withFieldError("Content-Type", "must be " + TYPE);
        }
        var fields = new HashMap<String, String>();
        for (var pair : StrictBodyReader.decode(RequestBytes.ofForm(request)).split("&")) {
            var equals = pair.indexOf('=');
            if (equals > 0
                    && fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1))) != null) {
                throw Problem.INVALID_REQUEST
                        .toException()
                        .withFieldError("body", "must contain every field only once");
            }
        }
        return new FormFields(fields);
    }

    private static String decoded(String text) {
        try {
            return PercentEncoding.decodeForm(text);
        } catch (IllegalArgumentException e) {
            throw Problem.INVALID_REQUEST.toException().withFieldError("body", "must be URL-encoded");
        }
    }

    /** Empty if the form has no such field. */
    public String get(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Empty if the form has no such field. */
    public Optional<String> find(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    @Override
    public String toString() {
        return "FormFields[hidden]";
    }
}
