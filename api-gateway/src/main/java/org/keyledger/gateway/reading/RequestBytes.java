package org.keyledger.gateway.reading;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.keyledger.gateway.answering.Problem;

/** The bytes of a request's body: read once, at most 64 KiB whatever the headers promise, within ten seconds. */
public final class RequestBytes {

    private static final int LARGEST = 64 * 1024;
    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Set<String> JSON = Set.of("application/json", "application/json;charset=utf-8");
    private static final String ATTRIBUTE = RequestBytes.class.getName();

    private RequestBytes() {}

    /** Empty if there is no body; a body that is not declared as JSON is refused. */
    public static byte[] of(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof byte[] known) {
            return known;
        }
        var bytes = read(request, isJson(request.getContentType()));
        if (bytes.length > 0 && !isJson(request.getContentType())) {
            throw Problem.JSON_ONLY.found();
        }
        request.setAttribute(ATTRIBUTE, bytes);
        return bytes;
    }

    /** The same of a body that is known to be a form. */
    static byte[] ofForm(HttpServletRequest request) {
        return read(request, true);
    }

    private static boolean isJson(String contentType) {
        return contentType != null
                && JSON.contains(
                        contentType.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", ""));
    }

    private static byte[] read(HttpServletRequest request, boolean expected) {
        if (request.getContentLengthLong() > LARGEST) {
            throw expected ? Problem.BODY_TOO_LARGE.found() : Problem.JSON_ONLY.found();
        }
        var body = new ByteArrayOutputStream();
        var buffer = new byte[8192];
        var start = System.nanoTime();
        try {
            var in = request.getInputStream();
            for (var n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                body.write(buffer, 0, n);
                if (body.size() > LARGEST) {
                    throw Problem.BODY_TOO_LARGE.found();
                }
                if (System.nanoTime() - start > LONGEST_NANOS) {
                    throw tooSlow();
                }
            }
        } catch (IOException e) {
            throw tooSlow();
        }
        return body.toByteArray();
    }

    /** Whoever drips will go on dripping: the connection is not used again. */
    private static RuntimeException tooSlow() {
        return Problem.BODY_TOO_SLOW.found().withHeader("Connection", "close");
    }
}
