package org.keyledger.gateway.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.PublicSettings;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

/** The rules of the document: valid OpenAPI 3.1, complete descriptions, and examples that match their schemas. */
@DisplayName("Generating the OpenAPI document")
class OpenApiDocumentTest {

    /** Returned by the management listener, and stated by pages: neither is part of the API. */
    private static final Set<String> NOT_OF_THE_API =
            Set.of("misdirected-request", "identity-taken", "provider-already-linked");

    private static final Set<String> EVERYWHERE =
            Set.of("not-found", "method-not-allowed", "headers-too-large", "internal", "store-unavailable");

    private final JsonNode document =
            new OpenApiDocument(new PublicSettings(URI.create("https://id.example.com"))).tree();
    private final RefResolver references = new RefResolver(document);
    private final SchemaValidator validator = new SchemaValidator(document);

    @Test
    void produces_a_valid_openapi_document() {
        JsonNode openApiSchema = OpenApiDocument.JSON.valueToTree(
                new Yaml().<Object>load(OpenApiDocumentTest.class.getResourceAsStream("/openapi-3.1/schema.yaml")));

        assertThat(SchemaValidator.violations(SchemaValidator.compile(openApiSchema), document))
                .isEmpty();
    }

    @Test
    void produces_valid_schemas() {
        var meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        everySchema((where, schema) ->
                assertThat(SchemaValidator.violations(meta, schema)).as(where).isEmpty());
    }

    /** An unquoted comma in a YAML flow mapping makes a key without a value out of the rest of a description. */
    @Test
    void has_a_value_for_every_keyword_of_a_schema() {
        everySchema((where, schema) -> assertThat(schema.properties())
                .as(where)
                .noneMatch(keyword -> keyword.getValue().isNull()));
    }

    @Test
    void gives_every_operation_a_name_a_summary_a_tag_and_its_credentials() {
        var names = new ArrayList<String>();
        var tags = document.path("tags")
                .valueStream()
                .map(tag -> tag.path("name").asString())
                .toList();
        everyOperation((where, operation) -> {
            names.add(operation.path("operationId").asString());
            assertThat(operation.path("operationId").asString()).as(where).matches("[a-z][A-Za-z]+");
            assertThat(operation.path("summary").asString())
                    .as(where)
                    .isNotBlank()
                    .doesNotEndWith(".");
            assertThat(operation.path("tags")).as(where).hasSize(1);
            assertThat(tags).as(where).contains(operation.at("/tags/0").asString());
            assertThat(operation.path("security")).as(where).isNotEmpty();
        });
        assertThat(names).doesNotHaveDuplicates();
        assertThat(names).hasSizeGreaterThan(15);
    }

    @Test
    void contains_examples_that_match_their_schemas() {
        everyOperation((where, operation) -> {
            contents(operation).forEach(content -> {
                assertThat(content.has("example") || content.has("examples"))
                        .as(where)
                        .isTrue();
                for (var example : examples(content)) {
                    assertThat(validator.violations(content.path("schema"), example))
                            .as(where)
                            .isEmpty();
                }
            });
            for (var parameter : operation.path("parameters")) {
                var one = references.resolve(parameter);
                if (one.has("example")) {
                    assertThat(validator.violations(one.path("schema"), one.path("example")))
                            .as(where)
                            .isEmpty();
                }
            }
            for (var response : operation.path("responses")) {
                for (var header : response.path("headers")) {
                    var one = references.resolve(header);
                    assertThat(validator.violations(one.path("schema"), one.path("example")))
                            .as(where)
                            .isEmpty();
                }
            }
        });
    }

    @Test
    void describes_every_response_parameter_header_and_field() {
        everyOperation((where, operation) -> {
            assertThat(operation.path("responses")).as(where).isNotEmpty();
            for (var response : operation.path("responses")) {
                assertThat(response.path("description").asString()).as(where).endsWith(".");
                for (var header : response.path("headers")) {
                    assertThat(references.resolve(header).path("description").asString(""))
                            .as(where)
                            .isNotBlank();
                }
            }
            for (var parameter : operation.path("parameters")) {
                assertThat(references.resolve(parameter).path("description").asString(""))
                        .as(where)
                        .isNotBlank();
            }
        });
        everySchema((where, schema) -> {
            if (where.matches("#/components/schemas/\\w+|.*/properties/\\w+")) {
                assertThat(references.resolve(schema).path("description").asString(""))
                        .as(where)
                        .isNotBlank();
            }
        });
    }

    @Test
    void names_every_path_parameter() {
        paths().forEach(path -> {
            var inPath = Arrays.stream(path.getKey().split("/"))
                    .filter(part -> part.startsWith("{"))
                    .map(part -> part.substring(1, part.length() - 1))
                    .toList();
            for (var operation : path.getValue()) {
                var named = operation
                        .path("parameters")
                        .valueStream()
                        .map(references::resolve)
                        .filter(one -> one.path("in").asString().equals("path"))
                        .map(one -> one.path("name").asString())
                        .toList();
                assertThat(named).as(path.getKey()).containsExactlyInAnyOrderElementsOf(inPath);
            }
        });
    }

    @Test
    void has_no_unused_component_and_no_dangling_reference() {
        var used = new HashSet<String>();
        references(document, used);
        var defined = new HashSet<String>();
        for (var kind : List.of("schemas", "parameters", "headers", "examples")) {
            document.at("/components/" + kind)
                    .propertyNames()
                    .forEach(name -> defined.add("#/components/" + kind + "/" + name));
        }

        assertThat(used).isNotEmpty().containsExactlyInAnyOrderElementsOf(defined);
    }

    @Test
    void lists_every_problem_type() {
        var listed = new TreeSet<>(EVERYWHERE);
        everyOperation((where, operation) ->
                operation.path(OpenApiCompleter.PROBLEMS).forEach(slug -> listed.add(slug.asString())));

        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Problem.values())
                        .map(Problem::slug)
                        .filter(slug -> !NOT_OF_THE_API.contains(slug))
                        .toList());
        assertThat(document.at("/info/description").asString()).contains(EVERYWHERE);
    }

    private Set<Map.Entry<String, JsonNode>> paths() {
        var paths = document.path("paths").properties();
        assertThat(paths).isNotEmpty();
        return paths;
    }

    private void everyOperation(BiConsumer<String, JsonNode> check) {
        paths().forEach(path -> path.getValue()
                .properties()
                .forEach(method -> check.accept(method.getKey() + " " + path.getKey(), method.getValue())));
    }

    private static List<JsonNode> contents(JsonNode operation) {
        var all = new ArrayList<JsonNode>();
        operation.at("/requestBody/content").forEach(all::add);
        operation.path("responses").forEach(response -> response.path("content").forEach(all::add));
        return all;
    }

    private List<JsonNode> examples(JsonNode content) {
        var all = new ArrayList<JsonNode>();
        if (content.has("example")) {
            all.add(content.path("example"));
        }
        content.path("examples").forEach(it -> all.add(references.resolve(it).path("value")));
        return all;
    }

    private void everySchema(BiConsumer<String, JsonNode> check) {
        var schemas = document.at("/components/schemas").properties();
        assertThat(schemas).isNotEmpty();
        schemas.forEach(it -> within("#/components/schemas/" + it.getKey(), it.getValue(), check));
        everyOperation((where, operation) ->
                contents(operation).forEach(content -> within(where, content.path("schema"), check)));
    }

    private static void within(String where, JsonNode schema, BiConsumer<String, JsonNode> check) {
        check.accept(where, schema);
        schema.path("properties")
                .properties()
                .forEach(field -> within(where + "/properties/" + field.getKey(), field.getValue(), check));
        if (schema.has("items")) {
            within(where + "/items", schema.path("items"), check);
        }
    }

    private static void references(JsonNode node, Set<String> found) {
        if (node.path("$ref").isString()) {
            found.add(node.path("$ref").asString());
        }
        node.forEach(inner -> references(inner, found));
    }
}
