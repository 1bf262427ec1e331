package org.keyledger.gateway.requestjson;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.requesthead.PercentEncoding;
import tools.jackson.databind.json.JsonMapper;

/**
 * Converts a form body of an OAuth client to JSON (RFC 6749, section 3.2): repeated parameters are refused, unknown
 * ones are ignored.
 */
final class FormToJsonConverter {

    private static final String TYPE = "application/x-www-form-urlencoded";
    private static final JsonMapper JSON = new JsonMapper();

    private FormToJsonConverter() {}

    static boolean isForm(HttpServletRequest request) {
        var type = request.getContentType();
        return type != null
                && type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals(TYPE);
    }

    /** The form's fields that are components of the record, as JSON strings. */
    static byte[] asJson(HttpServletRequest request, Class<?> wanted) {
        var names = Arrays.stream(wanted.getRecordComponents())
                .map(RecordComponent::getName)
                .map(RequiredFieldsCheck::toSnakeCase)
                .collect(Collectors.toSet());
        return JSON.writeValueAsBytes(fields(StrictBodyReader.decode(RequestBytes.ofForm(request)), names));
    }

    private static Map<String, String> fields(String body, Set<String> wanted) {
        var fields = new LinkedHashMap<String, String>();
        for (var pair : body.split("&")) {
            var equals = pair.indexOf('=');
            var name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (wanted.contains(name)
                    && fields.put(name, equals < 0 ? "" : decoded(pair.substring(equals + 1))) != null) {
                throw Problem.INVALID_REQUEST.toException().withFieldError(name, "must be sent only once");
            }
        }
        return fields;
    }

    private static String decoded(String text) {
        try {
            return PercentEncoding.decodeForm(text);
        } catch (IllegalArgumentException e) {
            throw Problem.INVALID_REQUEST.toException("The form must be URL-encoded.");
        }
    }
}
