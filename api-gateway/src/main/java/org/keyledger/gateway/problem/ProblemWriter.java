package org.keyledger.gateway.problem;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.json.JsonMapper;

/** Writes a problem as {@code application/problem+json} (RFC 9457, section 3) and logs the refused request. */
final class ProblemWriter {

    private static final String CHALLENGE = "Bearer realm=\"keyledger\"";

    private static final String ATTRIBUTE = ProblemException.class.getName();

    private final JsonMapper json;
    private final PublicSettings settings;

    ProblemWriter(JsonMapper json, PublicSettings settings) {
        this.json = json;
        this.settings = settings;
    }

    void write(ProblemException found, HttpServletRequest request, HttpServletResponse response) throws IOException {
        request.setAttribute(ATTRIBUTE, found);
        RefusedRequestLog.record(found, request);
        if (response.isCommitted()) {
            ProblemReportValve.abort(request);
            return;
        }
        var status = ForwardAuthDenial.applyTo(found.problem().status(), request, response);
        var body = json.writeValueAsBytes(document(found, status, request));
        response.resetBuffer();
        response.setStatus(status);
        headers(found, response);
        response.setContentType("application/problem+json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    /** The problem found before the container took over: after a broken read it responds with 400 by itself. */
    static Optional<ProblemException> recorded(HttpServletRequest request) {
        return Optional.ofNullable((ProblemException) request.getAttribute(ATTRIBUTE));
    }

    private static void headers(ProblemException found, HttpServletResponse response) {
        response.setHeader("Cache-Control", "no-store");
        if (found.problem().status() == HttpServletResponse.SC_UNAUTHORIZED) {
            response.setHeader("WWW-Authenticate", CHALLENGE);
        }
        if (found.problem().retryAfterSeconds() > 0) {
            response.setHeader("Retry-After", Integer.toString(found.problem().retryAfterSeconds()));
        }
        found.headers().forEach(response::setHeader);
    }

    private ProblemDetail document(ProblemException found, int status, HttpServletRequest request) {
        var problem = found.problem();
        var document =
                ProblemDetail.forStatusAndDetail(HttpStatusCode.valueOf(status), String.valueOf(found.getMessage()));
        document.setType(URI.create(settings.urlOf("/problems/" + problem.slug())));
        document.setTitle(problem.title());
        document.setInstance(URI.create("urn:uuid:" + CorrelationId.of(request)));
        if (!found.errors().isEmpty()) {
            document.setProperty("errors", found.errors());
        }
        found.members().forEach(document::setProperty);
        return document;
    }
}
