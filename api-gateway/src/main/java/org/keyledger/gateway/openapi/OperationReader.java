package org.keyledger.gateway.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.openapi.DocumentedOperation.Content;
import org.keyledger.gateway.openapi.DocumentedOperation.Header;
import org.keyledger.gateway.openapi.DocumentedOperation.Input;
import org.keyledger.gateway.openapi.DocumentedOperation.ProblemLink;
import org.keyledger.gateway.openapi.DocumentedOperation.Response;
import org.keyledger.gateway.openapi.DocumentedOperation.Trial;
import tools.jackson.databind.JsonNode;

/** Reads operations of the document for the page. */
final class OperationReader {

    /** Filled in by the script: the CSRF token comes from its cookie. */
    private static final String CSRF_HEADER = "X-CSRF-Token";

    private final RefResolver references;
    private final String base;
    private final Set<String> commonHeaders;

    OperationReader(JsonNode document) {
        this.references = new RefResolver(document);
        this.base = document.at("/servers/0/url").asString();
        this.commonHeaders = document.path(OpenApiCompleter.HEADERS)
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
    }

    DocumentedOperation read(String path, String method, JsonNode operation) {
        var summary = operation.path("summary").asString();
        var body = body(operation);
        var parameters = operation
                .path("parameters")
                .valueStream()
                .map(references::resolve)
                .toList();
        var request = ExampleRequest.of(method.toUpperCase(Locale.ROOT), base, path, operation, parameters, body);
        return new DocumentedOperation(
                operation.path("operationId").asString(),
                request.method(),
                path,
                summary,
                Prose.parse(operation.path("description").asString("")),
                authentication(operation.path("security")),
                parameters.stream().map(this::parameter).toList(),
                body == null
                        ? null
                        : content(
                                body.type(),
                                operation.at("/requestBody/content").path(body.type())),
                operation.path("responses").properties().stream()
                        .map(this::response)
                        .toList(),
                CodeExample.of(request),
                returnsPage(operation) ? null : trial(operation, parameters, body));
    }

    private static ExampleRequest.@Nullable Body body(JsonNode operation) {
        var contents = operation.at("/requestBody/content");
        return Stream.of("application/json", ExampleRequest.FORM)
                .filter(contents::has)
                .map(type -> new ExampleRequest.Body(type, contents.path(type).path("example")))
                .findFirst()
                .orElse(null);
    }

    private static boolean returnsPage(JsonNode operation) {
        return operation.path("responses").properties().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .noneMatch(response -> !response.getValue().path("content").has("text/html"));
    }

    private static Trial trial(JsonNode operation, List<JsonNode> parameters, ExampleRequest.@Nullable Body body) {
        var inputs = parameters.stream()
                .filter(it -> !it.path("name").asString().equals(CSRF_HEADER))
                .map(OperationReader::input)
                .toList();
        return new Trial(
                operation
                        .path("security")
                        .valueStream()
                        .flatMap(it -> it.isEmpty() ? Stream.of("none") : it.propertyNames().stream())
                        .collect(Collectors.joining(" ")),
                inputs,
                body == null ? "" : body.example().toPrettyString());
    }

    private static Input input(JsonNode parameter) {
        var required = parameter.path("required").asBoolean(false);
        return new Input(
                parameter.path("name").asString(),
                parameter.path("in").asString(),
                required,
                required ? parameter.path("example").asString("") : "");
    }

    private static String authentication(JsonNode security) {
        var accepted = new ArrayList<String>();
        for (var one : security) {
            accepted.add(authenticationBy(one));
        }
        return String.join(" or ", accepted);
    }

    private static String authenticationBy(JsonNode scheme) {
        if (scheme.isEmpty()) {
            return "none";
        }
        if (scheme.has("cookie")) {
            return "session cookie";
        }
        return scheme.has("token") ? "bearer token" : "API key";
    }

    private DocumentedField parameter(JsonNode parameter) {
        return new DocumentedField(
                parameter.path("name").asString(), parameter.path("in").asString(), description(parameter));
    }

    private Response response(Map.Entry<String, JsonNode> response) {
        return new Response(
                response.getKey(),
                description(response.getValue()),
                headers(response.getValue().path("headers")),
                response.getValue().path("content").properties().stream()
                        .map(content -> content(content.getKey(), content.getValue()))
                        .toList());
    }

    private List<Header> headers(JsonNode headers) {
        return headers.properties().stream()
                .filter(header -> !commonHeaders.contains(header.getKey()))
                .map(header -> new Header(header.getKey(), description(references.resolve(header.getValue()))))
                .toList();
    }

    private Content content(String type, JsonNode content) {
        if (type.equals("application/problem+json")) {
            return new Content(type, List.of(), "", problems(content));
        }
        var example = content.path("example");
        var text = example.isString() ? example.asString() : example.toPrettyString();
        return new Content(type, DocumentedField.of(content.path("schema"), references), text, List.of());
    }

    private List<ProblemLink> problems(JsonNode content) {
        return content.path("examples").properties().stream()
                .map(example -> new ProblemLink(
                        example.getKey(),
                        references
                                .resolve(example.getValue())
                                .at("/value/detail")
                                .asString()))
                .toList();
    }

    private static Prose.Paragraph description(JsonNode described) {
        return Prose.paragraph(described.path("description").asString(""));
    }
}
