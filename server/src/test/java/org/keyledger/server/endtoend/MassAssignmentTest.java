package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.server.endtoend.OpenApiValidator.Operation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Sends undocumented fields and values to every operation with a body: status 400, and nothing is written. */
@DisplayName("Sending fields and operators that a request body does not allow")
class MassAssignmentTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private static final List<String> OPERATORS =
            List.of("{\"$ne\":null}", "{\"$gt\":\"\"}", "[\"a\",\"b\"]", "{}", "[]", "1", "1.5", "true", "null");

    private static final int ACCOUNTS = 12;
    private static final int BROWSERS = 6;
    private static final List<String> FOREIGN_FIELDS = List.of(
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

    private final ServiceProcess program = SharedService.service();
    private final ValidatingClient client =
            ValidatingClient.at("http://localhost:" + program.settings().get("SERVER_PORT"));
    private final LedgerHeadReader headReader = new LedgerHeadReader(program);
    private final List<String> tokens = new ArrayList<>();
    private final List<ValidatingClient.Response> browsers = new ArrayList<>();
    private long before;

    @BeforeEach
    void sign_up() {
        for (var i = 0; i < ACCOUNTS; i++) {
            tokens.add(newClient()
                    .post(
                            "/auth/signup",
                            "{\"email\":\"smuggler" + System.nanoTime()
                                    + "@example.com\",\"password\":\"your-secure-password\"}")
                    .expect(201)
                    .string("/token"));
        }
        for (var i = 0; i < BROWSERS; i++) {
            browsers.add(browserLogIn());
        }
        before = headReader.countWhenSettled();
    }

    private ValidatingClient.Response browserLogIn() {
        var email = "browsing-smuggler" + System.nanoTime() + "@example.com";
        var account = "{\"email\":\"" + email + "\",\"password\":\"your-secure-password\"}";
        newClient().post("/auth/signup", account).expect(201);
        var token = SharedService.client().awaitVerificationToken(email);
        newClient()
                .post("/auth/verify-email/confirm", "{\"token\":\"" + token + "\"}")
                .expect(200);
        return newClient().post("/api/auth/login", account).expect(200);
    }

    @Test
    void operators_instead_of_strings_are_refused() {
        operationsWithBody()
                .forEach(operation -> example(operation).properties().forEach(field -> {
                    if (field.getValue().isString()) {
                        OPERATORS.stream()
                                .filter(it -> !it.equals("null") || isRequired(operation, field.getKey()))
                                .forEach(
                                        operator -> refused(operation, with(operation, field.getKey(), operator), 400));
                    }
                }));
        assertThat(headReader.countWhenSettled()).isEqualTo(before);
    }

    @Test
    void operators_in_a_form_are_refused() {
        // introspection takes a form (RFC 7662, section 2.1)
        operationsWithBody().stream()
                .filter(it -> !it.id().equals("introspect"))
                .forEach(operation -> {
                    var names = new ArrayList<>(example(operation).propertyNames());
                    var form = names.get(0) + "[$ne]=&" + names.get(0) + "=a";
                    caller(operation)
                            .with("Content-Type", "application/x-www-form-urlencoded")
                            .call(operation.method(), path(operation), BodyPublishers.ofString(form))
                            .expect(415);
                });
        assertThat(headReader.countWhenSettled()).isEqualTo(before);
    }

    @Test
    void fields_that_only_the_service_sets_are_refused() {
        operationsWithBody()
                .forEach(operation ->
                        FOREIGN_FIELDS.forEach(name -> refused(operation, with(operation, name, "true"), 400)));
        assertThat(headReader.countWhenSettled()).isEqualTo(before);
    }

    @Test
    void a_duplicate_field_is_refused() {
        operationsWithBody().forEach(operation -> {
            var body = example(operation).toString();
            var first = example(operation).properties().iterator().next();
            refused(operation, "{\"" + first.getKey() + "\":" + first.getValue() + "," + body.substring(1), 400);
        });
        assertThat(headReader.countWhenSettled()).isEqualTo(before);
    }

    /** Null means absent: it is accepted where a field is optional. */
    private boolean isRequired(Operation operation, String field) {
        var schema = operation.described().at("/requestBody/content/application~1json/schema");
        return client.validator()
                .resolve(schema)
                .path("required")
                .valueStream()
                .anyMatch(it -> it.asString().equals(field));
    }

    /** The token of each account in turn: refused requests count towards its limit of writes. */
    private String token() {
        return tokens.get(ADDRESSES.get() % ACCOUNTS);
    }

    private void refused(Operation operation, String body, int status) {
        var answer = caller(operation).send(operation.method(), path(operation), body);
        assertThat(answer.status()).as(operation.id() + " " + body).isEqualTo(status);
    }

    /** With the cookie of a session where an operation takes nothing else. */
    private ValidatingClient caller(Operation operation) {
        var security = operation.described().path("security");
        return security.size() == 1 && security.path(0).has("cookie")
                ? newClient().withCookiesOf(browsers.get(ADDRESSES.get() % BROWSERS))
                : newClient().bearer(token());
    }

    private List<Operation> operationsWithBody() {
        var operations = client.validator().operations().stream()
                .filter(Operation::takesBody)
                .toList();
        assertThat(operations).isNotEmpty();
        return operations;
    }

    private static ObjectNode example(Operation operation) {
        return (ObjectNode) operation
                .described()
                .at("/requestBody/content/application~1json/example")
                .deepCopy();
    }

    private static String with(Operation operation, String name, String json) {
        JsonNode value = JSON.readTree(json);
        return example(operation).set(name, value).toString();
    }

    private static String path(Operation operation) {
        return operation
                .path()
                .replace("{passkey}", "00000000-0000-7000-8000-000000000000")
                .replaceAll("\\{[^}]+}", "key_00000000000070008000000000000000");
    }

    private ValidatingClient newClient() {
        var number = ADDRESSES.incrementAndGet();
        return client.from("10.78." + number / 250 + "." + (number % 250 + 1));
    }
}
