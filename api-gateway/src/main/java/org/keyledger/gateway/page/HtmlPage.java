package org.keyledger.gateway.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.keyledger.gateway.problem.ProblemException;
import org.springframework.web.util.HtmlUtils;

/** An HTML page: a heading, paragraphs and optionally a form, without scripts and with an inline stylesheet. */
public final class HtmlPage {

    private static final InlineStylesheet STYLE = new InlineStylesheet(css());
    private static final String POLICY = STYLE.policy();
    private static final String FORM_POLICY = POLICY.replace("form-action 'none'", "form-action 'self'");

    private final String title;
    private final StringBuilder body = new StringBuilder();
    private int status = HttpServletResponse.SC_OK;
    private Map<String, String> headers = Map.of();
    private boolean form;

    public HtmlPage(String title, List<String> paragraphs) {
        this.title = title;
        paragraphs.forEach(this::paragraph);
    }

    public HtmlPage paragraph(String text) {
        body.append("<p>").append(escaped(text)).append("</p>");
        return this;
    }

    /** Adds a paragraph with one link to a path of this service. */
    public HtmlPage link(String text, String path) {
        body.append("<p><a href=\"%s\">%s</a></p>".formatted(escaped(path), escaped(text)));
        return this;
    }

    /** Sets status and headers of the problem; the text stays that of the page. */
    public HtmlPage withProblem(ProblemException found) {
        status = found.problem().status();
        headers = new HashMap<>(found.headers());
        if (found.problem().retryAfterSeconds() > 0) {
            headers.putIfAbsent("Retry-After", Integer.toString(found.problem().retryAfterSeconds()));
        }
        return this;
    }

    public HtmlPage form(HtmlForm asked) {
        body.append(asked.html());
        form = true;
        return this;
    }

    public void write(HttpServletResponse response) throws IOException {
        var bytes = html().getBytes(StandardCharsets.UTF_8);
        response.setStatus(status);
        headers.forEach(response::setHeader);
        response.setHeader("Content-Security-Policy", form ? FORM_POLICY : POLICY);
        if (form) {
            response.setHeader("Referrer-Policy", "same-origin"); // with no-referrer a browser sends Origin: null
        }
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private String html() {
        return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>" + escaped(title)
                + "</title><style>" + STYLE.css() + "</style></head><body><main><h1>" + escaped(title) + "</h1>" + body
                + "</main></body></html>";
    }

    static String escaped(String text) {
        return HtmlUtils.htmlEscape(text);
    }

    private static String css() {
        try (var in = Objects.requireNonNull(HtmlPage.class.getResourceAsStream("page.css"), "page.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
