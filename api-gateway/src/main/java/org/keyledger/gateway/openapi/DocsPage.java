package org.keyledger.gateway.openapi;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keyledger.gateway.page.HtmlTemplate;
import org.keyledger.gateway.page.InlineStylesheet;
import tools.jackson.databind.JsonNode;

/**
 * The document as one HTML page without external resources. Its script adds search and a form that sends requests; the page
 * can be read without it.
 */
record DocsPage(String title, String version, String summary, Prose description, List<Section> sections) {

    static final InlineStylesheet STYLESHEET = InlineStylesheet.read(DocsPage.class, "docs.css");
    static final InlineScript SCRIPT = InlineScript.read(DocsPage.class, "docs.js");

    /** Allows the inline style and script by their hashes, and calls of this service. */
    static final String POLICY =
            STYLESHEET.policy() + "; script-src '" + SCRIPT.hash() + "'; connect-src 'self'; img-src data:";

    private static final HtmlTemplate TEMPLATE = new HtmlTemplate("openapi/docs");

    /** The operations of one tag. */
    record Section(String name, Prose description, List<DocumentedOperation> operations) {

        /** The id of its heading. */
        String anchor() {
            return "section-" + name.toLowerCase(Locale.ROOT).replace(' ', '-');
        }
    }

    static DocsPage of(JsonNode document) {
        return new DocsPage(
                document.at("/info/title").asString() + " API",
                document.at("/info/version").asString(),
                document.at("/info/summary").asString(),
                Prose.parse(document.at("/info/description").asString()),
                document.path("tags")
                        .valueStream()
                        .map(tag -> section(tag, document))
                        .toList());
    }

    private static Section section(JsonNode tag, JsonNode document) {
        var name = tag.path("name").asString();
        var reader = new OperationReader(document);
        var operations = document.path("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(operation -> operation
                                .getValue()
                                .path("tags")
                                .valueStream()
                                .anyMatch(it -> it.asString().equals(name)))
                        .map(operation -> reader.read(path.getKey(), operation.getKey(), operation.getValue())))
                .toList();
        return new Section(name, Prose.parse(tag.path("description").asString()), operations);
    }

    String html() {
        return TEMPLATE.render(Map.of("page", this));
    }
}
