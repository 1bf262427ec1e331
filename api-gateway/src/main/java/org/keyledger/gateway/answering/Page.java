package org.keyledger.gateway.answering;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import org.springframework.web.util.HtmlUtils;

/** A page of words: a heading and paragraphs, no script, its one style admitted by hash (CSP Level 3). */
public record Page(String title, List<String> paragraphs) {

    private static final String STYLE = "body{font:1rem/1.5 system-ui,sans-serif;max-width:36rem;margin:4rem auto;"
            + "padding:0 1rem}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}}";
    private static final String POLICY = SecurityHeaders.POLICY + "; style-src 'sha256-" + hash() + "'";

    /** Answers 200 with this page. */
    public void write(HttpServletResponse response) throws IOException {
        var body = html().getBytes(StandardCharsets.UTF_8);
        response.setHeader("Content-Security-Policy", POLICY);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }

    private String html() {
        var html = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\"><title>")
                .append(HtmlUtils.htmlEscape(title))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><main><h1>")
                .append(HtmlUtils.htmlEscape(title))
                .append("</h1>");
        paragraphs.forEach(
                text -> html.append("<p>").append(HtmlUtils.htmlEscape(text)).append("</p>"));
        return html.append("</main></body></html>").toString();
    }

    private static String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
