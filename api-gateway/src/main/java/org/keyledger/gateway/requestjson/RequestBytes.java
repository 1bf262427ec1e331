package org.keyledger.gateway.requestjson;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.requestbody.RequestBodyAttribute;

/** The bytes of a request body, after a check of its content type. */
public final class RequestBytes {

    private static final Set<String> JSON = Set.of("application/json", "application/json;charset=utf-8");

    private RequestBytes() {}

    /**
     * The bytes of a JSON body; empty without a body.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 415 {@code json-only} for another content type, 413
     */
    public static byte[] of(HttpServletRequest request) {
        var bytes = read(request, isJson(request.getContentType()));
        if (bytes.length > 0 && !isJson(request.getContentType())) {
            throw Problem.JSON_ONLY.toException();
        }
        return bytes;
    }

    /** The bytes of a form body; the caller has checked the content type. */
    static byte[] ofForm(HttpServletRequest request) {
        return read(request, true);
    }

    private static boolean isJson(String contentType) {
        return contentType != null
                && JSON.contains(
                        contentType.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", ""));
    }

    private static byte[] read(HttpServletRequest request, boolean expected) {
        if (request.getContentLengthLong() > RequestBodyAttribute.MAX_BYTES) {
            throw expected ? Problem.BODY_TOO_LARGE.toException() : Problem.JSON_ONLY.toException();
        }
        return RequestBodyAttribute.of(request);
    }
}
