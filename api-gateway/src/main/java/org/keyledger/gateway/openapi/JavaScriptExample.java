package org.keyledger.gateway.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The request as a JavaScript module with {@code fetch}: for Node.js, and for a page of the same origin if it needs cookies.
 */
final class JavaScriptExample {

    private static final String CSRF_TOKEN =
            "const csrfToken = document.cookie.match(/(?:^|; )csrf_token=([^;]*)/)?.[1] ?? \"\";\n";

    private JavaScriptExample() {}

    static String write(ExampleRequest request) {
        var options = new ArrayList<String>();
        if (!request.method().equals("GET")) {
            options.add("method: " + literal(request.method()));
        }
        var headers = headers(request);
        if (!headers.isEmpty()) {
            options.add(headers.stream().collect(Collectors.joining(",\n    ", "headers: {\n    ", ",\n  }")));
        }
        var body = request.body();
        if (body != null) {
            var example = OpenApiDocument.JSON.writeValueAsString(body.example());
            options.add("body: " + (body.isForm() ? "new URLSearchParams(" : "JSON.stringify(") + example + ")");
        }
        var url = literal(request.isOfBrowserApi() ? request.target() : request.url());
        var call = options.isEmpty()
                ? "fetch(" + url + ")"
                : options.stream().collect(Collectors.joining(",\n  ", "fetch(" + url + ", {\n  ", ",\n})"));
        return (request.needsCsrfToken() ? CSRF_TOKEN : "") + "const response = await " + call
                + ";\nconsole.log(response.status, await response.text());";
    }

    private static List<String> headers(ExampleRequest request) {
        var headers = new ArrayList<String>();
        switch (request.credential()) {
            case TOKEN -> headers.add("\"Authorization\": `Bearer ${process.env.ACCESS_TOKEN}`");
            case API_KEY -> headers.add("\"X-API-Key\": process.env.API_KEY");
            default -> {}
        }
        if (request.needsCsrfToken()) {
            headers.add("\"X-CSRF-Token\": csrfToken");
        }
        request.headers().forEach((name, value) -> headers.add(literal(name) + ": " + literal(value)));
        var body = request.body();
        if (body != null && !body.isForm()) {
            headers.add("\"Content-Type\": \"application/json\"");
        }
        return headers;
    }

    private static String literal(String text) {
        return OpenApiDocument.JSON.writeValueAsString(text);
    }
}
