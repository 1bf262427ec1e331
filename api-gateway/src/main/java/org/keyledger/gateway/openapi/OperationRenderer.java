package org.keyledger.gateway.openapi;

import java.util.ArrayList;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Renders one operation: credentials, parameters, body and responses. */
final class OperationRenderer {

    private final RefResolver references;
    private final HtmlWriter page;
    private final Set<String> commonHeaders;

    OperationRenderer(JsonNode document, HtmlWriter page) {
        this.references = new RefResolver(document);
        this.page = page;
        this.commonHeaders = document.path(OpenApiCompleter.HEADERS)
                .valueStream()
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
    }

    void write(String method, String path, JsonNode operation) {
        page.raw("<article id=\"")
                .text(operation.path("operationId").asString())
                .raw("\"><h3>");
        page.element("b", method).raw(" ").element("code", path).raw("</h3>");
        page.prose(operation.path("summary").asString() + ". "
                + operation.path("description").asString(""));
        page.raw("<p>")
                .text("Credentials: " + credentials(operation.path("security")))
                .raw("</p>");
        parameters(operation.path("parameters"));
        var body = operation.at("/requestBody/content/application~1json");
        if (!body.isMissingNode()) {
            page.element("h4", "Body");
            new SchemaTableRenderer(references, page).write(body.path("schema"));
            example(body);
        }
        operation.path("responses").properties().forEach(it -> response(it.getKey(), it.getValue()));
        page.raw("</article>");
    }

    private static String credentials(JsonNode security) {
        var accepted = new ArrayList<String>();
        for (var one : security) {
            accepted.add(one.isEmpty() ? "none" : one.has("token") ? "access token" : "API key");
        }
        return String.join(" or ", accepted) + ".";
    }

    private void parameters(JsonNode parameters) {
        if (parameters.isEmpty()) {
            return;
        }
        page.element("h4", "Parameters").raw("<table>");
        for (var parameter : parameters) {
            var one = references.resolve(parameter);
            page.raw("<tr><td>").element("code", one.path("name").asString());
            page.raw("</td><td>").text(one.path("in").asString()).raw("</td><td>");
            page.inline(one.path("description").asString()).raw("</td></tr>");
        }
        page.raw("</table>");
    }

    private void response(String status, JsonNode response) {
        page.raw("<details><summary>").element("b", status).raw(" ");
        page.inline(response.path("description").asString()).raw("</summary>");
        headers(response.path("headers"));
        for (var content : response.path("content").properties()) {
            page.raw("<p>").element("code", content.getKey()).raw("</p>");
            if (content.getKey().equals("application/problem+json")) {
                problems(content.getValue());
            } else {
                new SchemaTableRenderer(references, page)
                        .write(content.getValue().path("schema"));
                example(content.getValue());
            }
        }
        page.raw("</details>");
    }

    private void headers(JsonNode headers) {
        headers.properties().stream()
                .filter(header -> !commonHeaders.contains(header.getKey()))
                .forEach(header -> page.raw("<p>")
                        .element("code", header.getKey())
                        .raw(": ")
                        .inline(references
                                .resolve(header.getValue())
                                .path("description")
                                .asString())
                        .raw("</p>"));
    }

    private void problems(JsonNode content) {
        page.raw("<ul>");
        for (var example : content.path("examples").properties()) {
            var value = references.resolve(example.getValue()).path("value");
            page.raw("<li>").link("/problems/" + example.getKey(), example.getKey());
            page.text(": " + value.path("detail").asString()).raw("</li>");
        }
        page.raw("</ul>");
    }

    private void example(JsonNode content) {
        var example = content.path("example");
        page.element("pre", example.isString() ? example.asString() : example.toPrettyString());
    }
}
