package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keyledger.server.endtoend.OpenApiValidator.Operation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every door that takes a body, given what is not its own; each time 400, and nothing written. */
class MassAssignmentTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private static final List<String> OPERATORS =
            List.of("{\"$ne\":null}", "{\"$gt\":\"\"}", "[\"a\",\"b\"]", "{}", "[]", "1", "1.5", "true", "null");

    private static final List<String> OTHERS = List.of(
            "role",
            "roles",
            "is_superuser",
            "email_verified",
            "emailVerified",
            "tenant_id",
            "user_id",
            "id",
            "created_at",
            "status",
            "$where",
            "__proto__",
            "constructor");

    private final ServiceProcess program = SharedService.program();
    private final ValidatingClient caller =
            ValidatingClient.at("http://localhost:" + program.settings().get("SERVER_PORT"));
    private final LedgerHeadReader head = new LedgerHeadReader(program);
    private String token = "";
    private long before;

    @BeforeEach
    void somebody_is_signed_in() {
        token = somebody()
                .post(
                        "/auth/signup",
                        "{\"email\":\"smuggler" + System.nanoTime()
                                + "@example.com\",\"password\":\"your-secure-password\"}")
                .expect(201)
                .string("/token");
        before = head.settled();
    }

    @Test
    void operators_in_place_of_texts_are_refused() {
        doors().forEach(door -> example(door).properties().forEach(field -> {
            if (field.getValue().isString()) {
                OPERATORS.stream()
                        .filter(it -> !it.equals("null") || isRequired(door, field.getKey()))
                        .forEach(operator -> refused(door, with(door, field.getKey(), operator), 400));
            }
        }));
        assertThat(head.settled()).isEqualTo(before);
    }

    @Test
    void operators_in_a_form_are_refused() {
        // RFC 7662 says that a form is what introspection takes
        doors().stream().filter(it -> !it.id().equals("introspect")).forEach(door -> {
            var names = new ArrayList<>(example(door).propertyNames());
            var form = names.get(0) + "[$ne]=&" + names.get(0) + "=a";
            somebody()
                    .with("Content-Type", "application/x-www-form-urlencoded")
                    .bearer(token)
                    .call(door.method(), path(door), BodyPublishers.ofString(form))
                    .expect(415);
        });
        assertThat(head.settled()).isEqualTo(before);
    }

    @Test
    void fields_that_only_we_set_are_refused() {
        doors().forEach(door -> OTHERS.forEach(name -> refused(door, with(door, name, "true"), 400)));
        assertThat(head.settled()).isEqualTo(before);
    }

    @Test
    void a_field_that_comes_twice_is_refused() {
        doors().forEach(door -> {
            var body = example(door).toString();
            var first = example(door).properties().iterator().next();
            refused(door, "{\"" + first.getKey() + "\":" + first.getValue() + "," + body.substring(1), 400);
        });
        assertThat(head.settled()).isEqualTo(before);
    }

    /** Null is the same as nothing: where nothing will do, so does null. */
    private boolean isRequired(Operation door, String field) {
        var schema = door.described().at("/requestBody/content/application~1json/schema");
        return caller.contract()
                .follow(schema)
                .path("required")
                .valueStream()
                .anyMatch(it -> it.asString().equals(field));
    }

    private void refused(Operation door, String body, int status) {
        var answer = somebody().bearer(token).send(door.method(), path(door), body);
        assertThat(answer.status()).as(door.id() + " " + body).isEqualTo(status);
    }

    private List<Operation> doors() {
        return caller.contract().operations().stream()
                .filter(Operation::takesBody)
                .toList();
    }

    private static ObjectNode example(Operation door) {
        return (ObjectNode) door.described()
                .at("/requestBody/content/application~1json/example")
                .deepCopy();
    }

    private static String with(Operation door, String name, String json) {
        JsonNode value = JSON.readTree(json);
        return example(door).set(name, value).toString();
    }

    private static String path(Operation door) {
        return door.path().replaceAll("\\{[^}]+}", "key_00000000000070008000000000000000");
    }

    private ValidatingClient somebody() {
        var number = ADDRESSES.incrementAndGet();
        return caller.from("10.78." + number / 250 + "." + (number % 250 + 1));
    }
}
