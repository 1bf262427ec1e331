package org.keyledger.gateway.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keyledger.gateway.openapi.DocumentedOperation.Content;
import org.keyledger.gateway.openapi.DocumentedOperation.Header;
import org.keyledger.gateway.openapi.DocumentedOperation.ProblemLink;
import org.keyledger.gateway.openapi.DocumentedOperation.Response;
import tools.jackson.databind.JsonNode;

/** Reads operations of the document for the page. */
final class OperationReader {

    private final RefResolver references;
    private final Set<String> commonHeaders;

    OperationReader(JsonNode document) {
        this.references = new RefResolver(document);
        this.commonHeaders = document.path(OpenApiCompleter.HEADERS)
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
    }

    DocumentedOperation read(String path, String method, JsonNode operation) {
        var summary = operation.path("summary").asString();
        var body = operation.at("/requestBody/content/application~1json");
        return new DocumentedOperation(
                operation.path("operationId").asString(),
                method.toUpperCase(Locale.ROOT),
                path,
                summary,
                Prose.parse(summary + ". " + operation.path("description").asString("")),
                authentication(operation.path("security")),
                operation.path("parameters").valueStream().map(this::parameter).toList(),
                body.isMissingNode() ? null : content("application/json", body),
                operation.path("responses").properties().stream()
                        .map(this::response)
                        .toList());
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
        var resolved = references.resolve(parameter);
        return new DocumentedField(
                resolved.path("name").asString(), resolved.path("in").asString(), description(resolved));
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
