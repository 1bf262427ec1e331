package org.keyledger.gateway.problem;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.coyote.ActionCode;
import org.jspecify.annotations.Nullable;

/**
 * Responds with a problem document of type {@code about:blank} (RFC 9457, section 4.2.1) to requests that Tomcat
 * refuses before any filter, such as malformed HTTP. The response does not mention Tomcat.
 */
final class ProblemReportValve extends ErrorReportValve {

    @Override
    protected void report(Request request, Response response, @Nullable Throwable thrown) {
        var status = response.getStatus();
        if (status < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        var body = document(status, CorrelationId.of(request));
        try {
            RefusedRequestLog.record(status, "about:blank", request);
            response.setHeader("X-Content-Type-Options", "nosniff");
            response.setHeader("Content-Security-Policy", SecurityHeaders.POLICY);
            response.setHeader("Cache-Control", "no-store");
            response.setContentType("application/problem+json");
            response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
            response.finishResponse();
        } catch (IOException | IllegalStateException e) {
            response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, e);
        } finally {
            CorrelationId.clear();
        }
    }

    private static String document(int status, String correlation) {
        var title = status < 500 ? "Invalid request" : "Internal server error";
        var detail = status < 500
                ? "The request is not valid HTTP. Check its request line and headers."
                : Problem.INTERNAL.explanation();
        return "{\"type\":\"about:blank\",\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\",\"instance\":\"urn:uuid:%s\"}"
                .formatted(title, status, detail, correlation);
    }
}
