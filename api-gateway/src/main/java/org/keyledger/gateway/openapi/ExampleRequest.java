package org.keyledger.gateway.openapi;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request as the code examples send it: with the example of the body and of every required parameter.
 *
 * @param base URL of the service
 * @param target path and query
 * @param headers except those of the credential and the body
 */
record ExampleRequest(
        String method,
        String base,
        String target,
        Credential credential,
        Map<String, String> headers,
        @Nullable Body body) {

    static final String FORM = "application/x-www-form-urlencoded";

    private static final String CSRF_HEADER = "X-CSRF-Token";
    private static final String BROWSER_API = "/api/auth/";

    /** What authenticates the request. */
    enum Credential {
        NONE,
        TOKEN,
        API_KEY,
        COOKIE
    }

    /**
     * A body.
     *
     * @param type {@code application/json} or {@link #FORM}
     */
    record Body(String type, JsonNode example) {

        boolean isForm() {
            return type.equals(FORM);
        }

        List<Map.Entry<String, String>> fields() {
            return example.properties().stream()
                    .map(field -> Map.entry(field.getKey(), field.getValue().asString()))
                    .toList();
        }
    }

    /** @param parameters with references resolved */
    static ExampleRequest of(
            String method,
            String base,
            String path,
            JsonNode operation,
            List<JsonNode> parameters,
            @Nullable Body body) {
        var headers = new LinkedHashMap<String, String>();
        required(parameters, "header")
                .filter(it -> !name(it).equals(CSRF_HEADER))
                .forEach(it -> headers.put(name(it), example(it)));
        var query = required(parameters, "query")
                .map(it -> name(it) + "=" + example(it))
                .collect(Collectors.joining("&"));
        var target = path;
        for (var parameter : required(parameters, "path").toList()) {
            target = target.replace("{" + name(parameter) + "}", example(parameter));
        }
        return new ExampleRequest(
                method,
                base,
                query.isEmpty() ? target : target + "?" + query,
                credential(operation.path("security")),
                headers,
                body);
    }

    private static Stream<JsonNode> required(List<JsonNode> parameters, String in) {
        return parameters.stream()
                .filter(it -> it.path("in").asString().equals(in)
                        && it.path("required").asBoolean(false));
    }

    private static String name(JsonNode parameter) {
        return parameter.path("name").asString();
    }

    private static String example(JsonNode parameter) {
        return parameter.path("example").asString();
    }

    /** The first one that the operation accepts. */
    private static Credential credential(JsonNode security) {
        var first = security.path(0);
        if (first.has("cookie")) {
            return Credential.COOKIE;
        }
        if (first.has("token")) {
            return Credential.TOKEN;
        }
        return first.has("apiKey") ? Credential.API_KEY : Credential.NONE;
    }

    String url() {
        return base + target;
    }

    String logInUrl() {
        return base + BROWSER_API + "login";
    }

    /** Whether the service reads or sets cookies. */
    boolean isOfBrowserApi() {
        return target.startsWith(BROWSER_API);
    }

    /** Whether the request changes something by a cookie, and so must contain {@code X-CSRF-Token}. */
    boolean needsCsrfToken() {
        return credential == Credential.COOKIE && !method.equals("GET");
    }
}
