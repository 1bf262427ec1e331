package org.keyledger.gateway.problem;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/**
 * Responds with a problem document to requests that Tomcat refuses before any filter, such as malformed HTTP. Its type is
 * {@code about:blank} (RFC 9457, section 4.2.1), or that of {@link Problem#HEADERS_TOO_LARGE}. The response does not
 * mention Tomcat.
 */
final class ProblemReportValve extends ErrorReportValve {

    private static final String ABORTED = ProblemReportValve.class.getName();
    private static final String BLANK = "about:blank";

    private final PublicSettings settings;

    ProblemReportValve(PublicSettings settings) {
        this.settings = settings;
    }

    /**
     * Closes the connection of a request whose response has begun and cannot be completed, so that the client does not take
     * it for complete.
     */
    static void abort(HttpServletRequest request) {
        request.setAttribute(ABORTED, true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        super.invoke(request, response);
        if (request.getAttribute(ABORTED) != null) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
        }
    }

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var refused = RefusedHeadException.of(response.getStatus(), thrown);
        var isTooLarge = refused.status() == Problem.HEADERS_TOO_LARGE.status();
        try {
            RefusedRequestLog.recordWithReason(
                    refused.status(), isTooLarge ? Problem.HEADERS_TOO_LARGE.slug() : BLANK, refused.reason(), request);
            response.setStatus(ForwardAuthDenial.applyTo(refused.status(), request, response));
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Content-Security-Policy", SecurityHeaders.POLICY);
            response.setHeader("Cache-Control", "no-store");
            response.setContentType("application/problem+json");
            var body = isTooLarge
                    ? document(
                            settings.urlOf("/problems/" + Problem.HEADERS_TOO_LARGE.slug()),
                            Problem.HEADERS_TOO_LARGE.title(),
                            Problem.HEADERS_TOO_LARGE.explanation(),
                            response.getStatus(),
                            request)
                    : document(BLANK, title(refused), detail(refused), response.getStatus(), request);
            response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, e);
        } finally {
            CorrelationId.clear();
        }
    }

    private static String title(RefusedHeadException refused) {
        return switch (refused.status()) {
            case 400 -> "Invalid request";
            case 500 -> "Internal server error";
            default -> {
                var known = HttpStatus.resolve(refused.status());
                yield known == null ? "Invalid request" : known.getReasonPhrase();
            }
        };
    }

    private static String detail(RefusedHeadException refused) {
        return refused.status() == 500
                ? Problem.INTERNAL.explanation()
                : "The request is not accepted: " + refused.reason() + ". Check its request line and headers.";
    }

    private static String document(String type, String title, String detail, int status, Request request) {
        return "{\"type\":\"%s\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"instance\":\"urn:uuid:%s\"}"
                .formatted(type, title, status, detail, CorrelationId.of(request));
    }
}
