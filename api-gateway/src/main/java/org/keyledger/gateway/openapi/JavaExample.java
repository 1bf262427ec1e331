package org.keyledger.gateway.openapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.keyledger.gateway.openapi.ExampleRequest.Body;
import org.keyledger.gateway.openapi.ExampleRequest.Credential;

/** The request as a Java 17 program with {@code java.net.http}. */
final class JavaExample {

    private static final String PROGRAM = """
            %s
            public class Example {
                public static void main(String[] arguments) throws Exception {
            %s        var request = HttpRequest.newBuilder(URI.create(%s))
            %s            .build();
                    var response = client.send(request, BodyHandlers.ofString());
                    System.out.println(response.statusCode() + " " + response.body());
                }
            }""";

    private static final String CLIENT = "        var client = HttpClient.newHttpClient();\n";

    private static final String LOG_IN = """
            var cookies = new CookieManager();
            var client = HttpClient.newBuilder().cookieHandler(cookies).build();
            var logIn = "{\\"email\\": \\"you@example.com\\", \\"password\\": \\"" + System.getenv("PASSWORD") + "\\"}";
            client.send(
                HttpRequest.newBuilder(URI.create(%s))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(logIn))
                    .build(),
                BodyHandlers.discarding());
            """.indent(8);

    private static final String CSRF_TOKEN = """
            var csrfToken = cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("csrf_token"))
                .findFirst().orElseThrow().getValue();
            """.indent(8);

    private JavaExample() {}

    static String write(ExampleRequest request) {
        var withSession = request.credential() == Credential.COOKIE;
        var client = (withSession ? LOG_IN.formatted(literal(request.logInUrl())) : CLIENT)
                + (request.needsCsrfToken() ? CSRF_TOKEN : "");
        return PROGRAM.formatted(imports(request), client, literal(request.url()), builderCalls(request));
    }

    private static String imports(ExampleRequest request) {
        var names = new ArrayList<String>();
        if (request.credential() == Credential.COOKIE) {
            names.add("java.net.CookieManager");
        }
        names.addAll(List.of("java.net.URI", "java.net.http.HttpClient", "java.net.http.HttpRequest"));
        if (request.body() != null || request.credential() == Credential.COOKIE || !isShort(request.method())) {
            names.add("java.net.http.HttpRequest.BodyPublishers");
        }
        names.add("java.net.http.HttpResponse.BodyHandlers");
        return names.stream().map(it -> "import " + it + ";\n").collect(Collectors.joining());
    }

    /** Whether the builder has a method of this name without a body. */
    private static boolean isShort(String method) {
        return method.equals("GET") || method.equals("DELETE");
    }

    private static String builderCalls(ExampleRequest request) {
        var calls = new ArrayList<String>();
        switch (request.credential()) {
            case TOKEN -> calls.add(".header(\"Authorization\", \"Bearer \" + System.getenv(\"ACCESS_TOKEN\"))");
            case API_KEY -> calls.add(".header(\"X-API-Key\", System.getenv(\"API_KEY\"))");
            default -> {}
        }
        if (request.needsCsrfToken()) {
            calls.add(".header(\"X-CSRF-Token\", csrfToken)");
        }
        request.headers().forEach((name, value) -> calls.add(".header(" + literal(name) + ", " + literal(value) + ")"));
        var body = request.body();
        if (body != null) {
            calls.add(".header(\"Content-Type\", " + literal(body.type()) + ")");
            calls.add(".method(" + literal(request.method()) + ", BodyPublishers.ofString(" + content(body) + "))");
        } else if (request.method().equals("DELETE")) {
            calls.add(".DELETE()");
        } else if (!request.method().equals("GET")) {
            calls.add(".method(" + literal(request.method()) + ", BodyPublishers.noBody())");
        }
        return calls.stream().map(it -> " ".repeat(12) + it + "\n").collect(Collectors.joining());
    }

    private static String content(Body body) {
        if (body.isForm()) {
            return literal(body.fields().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                    .collect(Collectors.joining("&")));
        }
        var json = OpenApiDocument.JSON.writeValueAsString(body.example()).replace("\\", "\\\\");
        return "\"\"\"\n" + " ".repeat(16) + json.replace("\"\"\"", "\\\"\"\"") + "\"\"\"";
    }

    /** A JSON string is a string literal of Java too: neither has another escape than the other understands. */
    private static String literal(String text) {
        return OpenApiDocument.JSON.writeValueAsString(text);
    }
}
