package org.keyledger.gateway.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.problem.ProblemException;

/** A response with an HTML page, which is rendered when it is written. */
public final class PageResponse {

    private final HtmlTemplate template;
    private final PageContext context;
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, String> headers = new HashMap<>();
    private int status = HttpServletResponse.SC_OK;

    PageResponse(String template, PageContext context) {
        this.template = new HtmlTemplate(template);
        this.context = context;
        values.put("page", context);
    }

    /** Sets a parameter of the template. */
    public PageResponse with(String name, Object value) {
        values.put(name, value);
        return this;
    }

    /**
     * Gives the response the status and the headers of the problem. The page shows it at the fields that it names, or at its
     * top.
     */
    public PageResponse problem(ProblemException refused) {
        return show(refused, null);
    }

    /** The same; the page shows it at this field, and so what its field errors say. */
    public PageResponse problem(ProblemException refused, String field) {
        return show(refused, field);
    }

    private PageResponse show(ProblemException refused, @Nullable String field) {
        context.fail(PageProblem.of(refused, field, context.translation()));
        return status(refused);
    }

    /** The page states a problem that happened before; the response is that of a page without one. */
    public PageResponse state(ProblemException earlier) {
        context.fail(PageProblem.of(earlier, null, context.translation()));
        return this;
    }

    /** The response has the status and the headers of the problem; the template itself states it. */
    public PageResponse status(ProblemException refused) {
        status = refused.problem().status();
        headers.putAll(refused.headers());
        if (refused.problem().retryAfterSeconds() > 0) {
            headers.putIfAbsent(
                    "Retry-After", Integer.toString(refused.problem().retryAfterSeconds()));
        }
        return this;
    }

    public void write(HttpServletResponse response) throws IOException {
        var bytes = template.render(values).getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        headers.forEach(response::setHeader);
        context.writeHeaders(response);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
