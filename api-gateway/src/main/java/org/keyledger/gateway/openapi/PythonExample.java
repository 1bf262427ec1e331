package org.keyledger.gateway.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.keyledger.gateway.openapi.ExampleRequest.Credential;
import tools.jackson.databind.JsonNode;

/** The request as a Python 3 program with the package {@code requests}. */
final class PythonExample {

    private static final String LOG_IN = """
            session = requests.Session()
            session.post(%s, json={"email": "you@example.com", "password": os.environ["PASSWORD"]})

            """;

    private PythonExample() {}

    static String write(ExampleRequest request) {
        var withSession = request.credential() == Credential.COOKIE;
        var lines = new ArrayList<String>();
        lines.add(literal(request.url()));
        var headers = headers(request);
        if (!headers.isEmpty()) {
            lines.add("headers={" + String.join(", ", headers) + "}");
        }
        var body = request.body();
        if (body != null) {
            lines.add((body.isForm() ? "data=" : "json=") + literal(body.example()));
        }
        var imports = request.credential() == Credential.NONE ? "" : "import os\n";
        return imports + "import requests\n\n" + (withSession ? LOG_IN.formatted(literal(request.logInUrl())) : "")
                + "response = " + (withSession ? "session" : "requests") + "."
                + request.method().toLowerCase(Locale.ROOT) + "(\n    "
                + String.join(",\n    ", lines) + ",\n)\nprint(response.status_code, response.text)";
    }

    private static List<String> headers(ExampleRequest request) {
        var headers = new ArrayList<String>();
        switch (request.credential()) {
            case TOKEN -> headers.add("\"Authorization\": \"Bearer \" + os.environ[\"ACCESS_TOKEN\"]");
            case API_KEY -> headers.add("\"X-API-Key\": os.environ[\"API_KEY\"]");
            default -> {}
        }
        if (request.needsCsrfToken()) {
            headers.add("\"X-CSRF-Token\": session.cookies[\"csrf_token\"]");
        }
        request.headers().forEach((name, value) -> headers.add(literal(name) + ": " + literal(value)));
        return headers;
    }

    /** A JSON string is a string of Python too. */
    private static String literal(String text) {
        return OpenApiDocument.JSON.writeValueAsString(text);
    }

    private static String literal(JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .map(field -> literal(field.getKey()) + ": " + literal(field.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (value.isArray()) {
            return value.valueStream().map(PythonExample::literal).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value.isBoolean()) {
            return value.asBoolean() ? "True" : "False";
        }
        return value.isNull() ? "None" : value.toString();
    }
}
