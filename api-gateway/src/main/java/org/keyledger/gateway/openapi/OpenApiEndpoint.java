package org.keyledger.gateway.openapi;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /openapi.json}, {@code GET /openapi.yaml} (RFC 9512) and {@code GET /docs}: the OpenAPI document. */
@RestController
final class OpenApiEndpoint {

    private final OpenApiDocument document;

    OpenApiEndpoint(OpenApiDocument document) {
        this.document = document;
    }

    @GetMapping("/openapi.json")
    void json(HttpServletResponse response) throws IOException {
        write(document.json(), "application/json", response);
    }

    @GetMapping("/openapi.yaml")
    void yaml(HttpServletResponse response) throws IOException {
        write(document.yaml(), "application/yaml", response);
    }

    @GetMapping("/docs")
    void page(HttpServletResponse response) throws IOException {
        response.setHeader("Content-Security-Policy", DocsPage.STYLESHEET.policy());
        write(DocsPage.of(document.tree()).html(), "text/html;charset=UTF-8", response);
    }

    private static void write(String text, String type, HttpServletResponse response) throws IOException {
        var body = text.getBytes(StandardCharsets.UTF_8);
        response.setHeader("Cache-Control", "public, max-age=300");
        response.setContentType(type);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
