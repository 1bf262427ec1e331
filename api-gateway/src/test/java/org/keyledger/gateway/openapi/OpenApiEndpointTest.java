package org.keyledger.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.gateway.cookie.PagePaths;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

@DisplayName("Serving the OpenAPI document")
@GatewayTest
class OpenApiEndpointTest {

    /** The target of the container's error dispatch, which is not part of the API. */
    private static final String ERRORS = "/error";

    private static final String ASSETS = "/assets/";

    @Autowired
    GatewayClient client;

    @Autowired
    RequestMappingHandlerMapping endpoints;

    @Test
    void describes_every_endpoint_and_no_other() {
        var document = client.get("/openapi.json").json();

        var described = new TreeSet<String>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method ->
                                described.add(method.toUpperCase(Locale.ROOT) + " " + unnamed(path.getKey()))));

        assertThat(described).isNotEmpty().containsExactlyElementsOf(endpoints());
    }

    /** Pages for people and their files are no part of the APIs; {@code PagesBrowserTest} uses them. */
    private TreeSet<String> endpoints() {
        var served = new TreeSet<String>();
        endpoints
                .getHandlerMethods()
                .keySet()
                .forEach(endpoint -> endpoint.getPatternValues().stream()
                        .filter(path -> !path.equals(ERRORS))
                        .filter(path -> !PagePaths.contain(path) && !path.startsWith(ASSETS))
                        .forEach(path -> endpoint.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> served.add(method + " " + unnamed(path)))));
        return served;
    }

    private static String unnamed(String path) {
        return path.replaceAll("\\{[^}]+}", "{}");
    }

    @Test
    void returns_the_same_document_as_json_and_as_yaml() {
        var json = client.get("/openapi.json");
        var yaml = client.get("/openapi.yaml");

        assertThat(yaml.header("Content-Type")).isEqualTo("application/yaml");
        assertThat((JsonNode) OpenApiDocument.JSON.valueToTree(
                        new Yaml().<Object>load(yaml.httpResponse().body())))
                .isEqualTo(json.json());
        assertThat(json.text("/servers/0/url")).isEqualTo("http://localhost:8080");
        assertThat(json.header("Cache-Control")).isEqualTo("public, max-age=300");
    }

    @Test
    void returns_a_page_whose_style_and_script_are_allowed_by_their_hashes() {
        var page = client.get("/docs");
        var document = client.get("/openapi.json").json();

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "style-src 'sha256-", "script-src 'sha256-", "connect-src 'self'")
                .doesNotContain("unsafe");
        assertThat(page.httpResponse().body())
                .containsOnlyOnce("<script type=\"module\">")
                .containsOnlyOnce("<style>")
                .doesNotContain(" src=", " style=", " onclick", "&amp;lt;");
        assertThat(document.path("paths")).isNotEmpty();
        assertThat(document.at("/components/examples")).isNotEmpty();
        document.path("paths")
                .forEach(path -> path.forEach(operation -> assertThat(
                                page.httpResponse().body())
                        .contains("id=\"" + operation.path("operationId").asString() + "\"")));
        document.at("/components/examples")
                .propertyNames()
                .forEach(
                        slug -> assertThat(page.httpResponse().body()).contains("<a href=\"/problems/" + slug + "\">"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/docs", "/openapi.yaml"})
    void returns_a_document_compressed_and_only_if_the_client_has_another(String path) {
        var plain = client.get(path);
        var compressed = client.get(path, "Accept-Encoding", "gzip");

        assertThat(compressed.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(compressed.httpResponse().headers().allValues("Vary")).contains("Accept-Encoding");
        assertThat(compressed.header("ETag")).isNotEqualTo(plain.header("ETag"));
        for (var known : List.of(compressed.header("ETag"), "W/" + compressed.header("ETag"))) {
            var unchanged = client.get(path, "Accept-Encoding", "gzip", "If-None-Match", known);
            assertThat(unchanged.status()).as(known).isEqualTo(304);
            assertThat(unchanged.httpResponse().body()).isEmpty();
            assertThat(unchanged.header("ETag")).isEqualTo(compressed.header("ETag"));
        }
        assertThat(client.get(path, "If-None-Match", "\"other\"").status()).isEqualTo(200);
        assertThat(client.get(path, "If-None-Match", compressed.header("ETag")).status())
                .isEqualTo(200);
    }
}
