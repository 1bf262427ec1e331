package org.keyledger.gateway.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.keyledger.gateway.problem.ProblemException;

/** A response with an HTML page. The page has no script, and its only stylesheet is inline. */
public final class HtmlPage {

    static final InlineStylesheet STYLESHEET = InlineStylesheet.read(HtmlPage.class, "page.css");

    private final String html;
    private final boolean hasForm;
    private int status = HttpServletResponse.SC_OK;
    private Map<String, String> headers = Map.of();

    private HtmlPage(String template, Map<String, Object> values, boolean hasForm) {
        this.html = new HtmlTemplate(template).render(values);
        this.hasForm = hasForm;
    }

    /** A page that submits nothing. */
    public static HtmlPage of(String template, Map<String, Object> values) {
        return new HtmlPage(template, values, false);
    }

    /** A page whose form may be submitted to this service. */
    public static HtmlPage withForm(String template, Map<String, Object> values) {
        return new HtmlPage(template, values, true);
    }

    /** Gives the response the status and the headers of the problem; the page itself states the problem. */
    public HtmlPage withProblem(ProblemException exception) {
        status = exception.problem().status();
        headers = new HashMap<>(exception.headers());
        if (exception.problem().retryAfterSeconds() > 0) {
            headers.putIfAbsent(
                    "Retry-After", Integer.toString(exception.problem().retryAfterSeconds()));
        }
        return this;
    }

    public void write(HttpServletResponse response) throws IOException {
        var bytes = html.getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setHeader("Content-Security-Policy", hasForm ? STYLESHEET.policyWithForm() : STYLESHEET.policy());
        if (hasForm) {
            // with no-referrer a browser sends "Origin: null", which the same-origin check rejects
            response.setHeader("Referrer-Policy", "same-origin");
        }
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }
}
