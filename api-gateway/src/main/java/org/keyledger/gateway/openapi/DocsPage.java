package org.keyledger.gateway.openapi;

import java.util.Locale;
import java.util.stream.StreamSupport;
import org.keyledger.gateway.page.InlineStylesheet;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document as one HTML page without scripts and external resources. */
final class DocsPage {

    static final InlineStylesheet STYLE =
            new InlineStylesheet("body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0"
                    + " 1rem}nav li{list-style:none}section,article{border-top:1px solid"
                    + " #8888;margin-top:2rem}h2,h3{margin-bottom:.25rem}code,pre{font:.875rem/1.5 ui-monospace,monospace}"
                    + "pre{background:#8882;padding:.75rem;overflow-x:auto;border-radius:.25rem}"
                    + "table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.25rem"
                    + " .75rem .25rem 0;border-bottom:1px solid #8884}b{font:700 .8rem/1"
                    + " ui-monospace,monospace;display:inline-block;min-width:3.5rem}summary{cursor:pointer;padding:.25rem"
                    + " 0}@media(prefers-color-scheme:dark){body{background:#111;color:#eee}a{color:#9cf}}");

    private final JsonNode document;
    private final HtmlWriter page = new HtmlWriter();

    DocsPage(JsonNode document) {
        this.document = document;
    }

    String html() {
        var title = document.at("/info/title").asString() + " API";
        page.raw("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .raw("<meta name=\"viewport\" content=\"width=device-width\">")
                .element("title", title)
                .raw("<style>" + STYLE.css() + "</style></head><body><main>")
                .element("h1", title + " " + document.at("/info/version").asString());
        page.prose(document.at("/info/description").asString());
        page.raw("<p>For programs: ")
                .link("/openapi.yaml", "openapi.yaml")
                .text(", ")
                .link("/openapi.json", "openapi.json")
                .raw(".</p><nav>");
        document.path("tags").forEach(this::contents);
        page.raw("</nav>");
        document.path("tags").forEach(this::section);
        return page.raw("</main></body></html>").toString();
    }

    private void contents(JsonNode tag) {
        page.element("h2", tag.path("name").asString()).raw("<ul>");
        operations(
                tag,
                (method, path, operation) -> page.raw("<li>")
                        .element("b", method)
                        .raw(" ")
                        .link("#" + operation.path("operationId").asString(), path)
                        .text(" " + operation.path("summary").asString())
                        .raw("</li>"));
        page.raw("</ul>");
    }

    private void section(JsonNode tag) {
        page.raw("<section>")
                .element("h2", tag.path("name").asString())
                .prose(tag.path("description").asString());
        operations(tag, new OperationRenderer(document, page)::write);
        page.raw("</section>");
    }

    /** Visits the operations of a tag. */
    interface OperationVisitor {
        void read(String method, String path, JsonNode operation);
    }

    private void operations(JsonNode tag, OperationVisitor reader) {
        var name = tag.path("name").asString();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(operation -> StreamSupport.stream(
                                        operation.getValue().path("tags").spliterator(), false)
                                .anyMatch(it -> it.asString().equals(name)))
                        .forEach(
                                it -> reader.read(it.getKey().toUpperCase(Locale.ROOT), path.getKey(), it.getValue())));
    }
}
