package org.keyledger.gateway.openapi;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Supplier;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /openapi.json}, {@code GET /openapi.yaml} (RFC 9512) and {@code GET /docs}: the OpenAPI document. Each is built
 * when it is first read.
 */
@RestController
final class OpenApiEndpoint {

    private final Supplier<PublicDocument> json;
    private final Supplier<PublicDocument> yaml;
    private final Supplier<PublicDocument> page;

    OpenApiEndpoint(OpenApiDocument document) {
        this.json = SingletonSupplier.of(() -> new PublicDocument("application/json", document.json()));
        this.yaml = SingletonSupplier.of(() -> new PublicDocument("application/yaml", document.yaml()));
        this.page = SingletonSupplier.of(() -> new PublicDocument(
                "text/html;charset=UTF-8", DocsPage.of(document.tree()).html()));
    }

    @GetMapping("/openapi.json")
    void json(HttpServletRequest request, HttpServletResponse response) throws IOException {
        json.get().write(request, response);
    }

    @GetMapping("/openapi.yaml")
    void yaml(HttpServletRequest request, HttpServletResponse response) throws IOException {
        yaml.get().write(request, response);
    }

    @GetMapping("/docs")
    void page(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setHeader("Content-Security-Policy", DocsPage.POLICY);
        page.get().write(request, response);
    }
}
