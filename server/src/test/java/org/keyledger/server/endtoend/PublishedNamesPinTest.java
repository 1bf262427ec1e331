package org.keyledger.server.endtoend;

import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Pins;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("What a running service publishes")
class PublishedNamesPinTest {

    private static final Pattern SAMPLE = Pattern.compile("(?m)^(keyledger_\\w+)(?:\\{([^}]*)})? ");
    private static final List<String> WORDS = List.of("title", "description", "summary", "example", "examples", "tags");

    private final PinnedService service = PinnedService.ran();

    @Test
    @DisplayName("responds with the approved headers and fields")
    void responds_with_the_approved_headers_and_fields() {
        Pins.check("answers", "Responses: call, status, names of headers and fields.", service.answers());
    }

    @Test
    @DisplayName("has tokens with the approved headers and claims")
    void has_tokens_with_the_approved_headers_and_claims() {
        Pins.check("access-tokens", "Members of access tokens; a cursor of a list, decoded.", service.tokens());
    }

    @Test
    @DisplayName("mails the approved links")
    void mails_the_approved_links() {
        Pins.check("links", "Links in mails.", service.links());
    }

    @Test
    @DisplayName("has pages with the approved forms")
    void has_pages_with_the_approved_forms() {
        Pins.check("pages", "Forms of pages: where they go and what their fields are called.", service.pages());
    }

    @Test
    @DisplayName("has the approved topics, keys, headers and groups")
    void has_the_approved_topics_keys_headers_and_groups() {
        Pins.check("topics", "Kafka: topics, groups, and of records the key, headers and fields.", service.topics());
    }

    @Test
    @DisplayName("counts under the approved metric names")
    void counts_under_the_approved_metric_names() {
        // given
        var lines = new TreeSet<String>();

        // when
        SAMPLE.matcher(service.metrics())
                .results()
                .forEach(it ->
                        lines.add(it.group(1) + (it.group(2) == null ? "" : " " + labels(it.group(2), it.group(1)))));

        // then
        Pins.check(
                "metrics",
                "Metrics of ours with the names of their labels, and the values that are words.",
                List.copyOf(lines));
    }

    private static String labels(String labels, String metric) {
        return metric.startsWith("keyledger_requests")
                ? labels.replaceAll("=\"[^\"]*\"", "")
                : labels.replaceAll("le=\"[^\"]*\"", "le");
    }

    @Test
    @DisplayName("describes the approved endpoints and fields")
    void describes_the_approved_endpoints_and_fields() {
        // given
        var lines = new TreeSet<String>();
        var document = JsonMapper.shared().readTree(service.document());

        // when
        walk(document.path("paths"), "", lines);
        walk(document.path("components"), "", lines);

        // then
        Pins.check("openapi", "The OpenAPI document without its prose.", List.copyOf(lines));
    }

    private static void walk(JsonNode node, String path, TreeSet<String> lines) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties().stream()
                    .filter(it -> path.endsWith("properties") || !WORDS.contains(it.getKey()))
                    .forEach(it -> walk(it.getValue(), path + " " + it.getKey(), lines));
        } else if (node.isArray()) {
            node.forEach(it -> walk(it, path, lines));
        } else {
            lines.add((path + ": " + (node.isValueNode() ? node.asString() : node.toString())).strip());
        }
    }
}
