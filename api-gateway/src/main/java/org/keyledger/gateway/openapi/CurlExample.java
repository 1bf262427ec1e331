package org.keyledger.gateway.openapi;

import java.util.ArrayList;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** The request as a curl command for bash. The cookies of a session are in {@code cookies.txt}. */
final class CurlExample {

    private static final JsonMapper JSON = OpenApiDocument.JSON;

    private CurlExample() {}

    static String write(ExampleRequest request) {
        var lines = new ArrayList<String>();
        lines.add((request.method().equals("GET") ? "curl " : "curl -X " + request.method() + " ")
                + quoted(request.url()));
        switch (request.credential()) {
            case TOKEN -> lines.add("-H \"Authorization: Bearer $ACCESS_TOKEN\"");
            case API_KEY -> lines.add("-H \"X-API-Key: $API_KEY\"");
            default -> {}
        }
        if (request.isOfBrowserApi()) {
            lines.add("-b cookies.txt -c cookies.txt");
        }
        if (request.needsCsrfToken()) {
            lines.add("-H \"X-CSRF-Token: $(awk '$6 == \"csrf_token\" {print $7}' cookies.txt)\"");
        }
        request.headers().forEach((name, value) -> lines.add("-H " + quoted(name + ": " + value)));
        var body = request.body();
        if (body != null && body.isForm()) {
            body.fields()
                    .forEach(field -> lines.add("--data-urlencode " + quoted(field.getKey() + "=" + field.getValue())));
        } else if (body != null) {
            lines.add("-H 'Content-Type: application/json'");
            lines.add("-d " + quoted(JSON.writeValueAsString(body.example())));
        }
        return lines.stream().collect(Collectors.joining(" \\\n  "));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
