package org.keyledger.gateway.requestjson;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Reading a JSON request body")
@GatewayTest
class StrictBodyTest {

    private static final String GOOD = "{\"email\":\"x@example.com\",\"password\":\"your-secure-password\"}";

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "null",
                "\"text\"",
                "7",
                "{",
                "{}{}",
                "{\"email\":\"a@example.com\",\"password\":\"your-secure-password\"} true",
                "{\"email\":\"a@example.com\",\"email\":\"b@example.com\",\"password\":\"your-secure-password\"}",
                "{\"email\":\"a@example.com\",\"password\":\"your-secure-password\",}",
                "{'email':'a@example.com','password':'your-secure-password'}",
                "{\"email\":\"a@example.com\",\"password\":\"your-secure-password\"}//",
                "\uFEFF{\"email\":\"a@example.com\",\"password\":\"your-secure-password\"}",
                "{\"unknown\":1,\"email\":}",
                "{\"email\":7,\"password\":\"your-secure-password\"",
                "{\"half a \\ud83d character\":1}",
                "{\"email\":\"a@example.com\",\"password\":\"half a \\ud83d character\"}",
            })
    void that_is_not_one_complete_object_is_refused(String body) {
        var before = backend.receivedCommands.size();

        var answer = client.postRaw("/auth/signup", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("malformed-body");
        assertThat(backend.receivedCommands).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource({"role", "email_verified", "tenant_id", "is_superuser", "user_id", "id", "emailVerified", "__proto__"})
    void with_an_unknown_field_is_refused(String field) {
        var before = backend.receivedCommands.size();
        var body = Map.of("email", "x@example.com", "password", GatewayClient.PASSWORD, field, true);

        var answer = client.post("/auth/signup", body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("/errors/0/field")).isEqualTo(field);
        assertThat(answer.text("/detail")).isEqualTo(field + " is not a field of this request.");
        assertThat(backend.receivedCommands).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/auth/login/2fa|{}|partialToken, code",
                "/auth/passkeys/login/finish|{\"credential\":{\"id\":\"AAAAAAAAAAAAAAAAAAAAAA\"}}|credential.response",
                "/auth/passkeys/login/finish|{\"credential\":{\"response\":null}}|credential.id, credential.response",
                "/auth/passkeys/login/finish|{\"credential\":{\"id\":\"AAAAAAAAAAAAAAAAAAAAAA\",\"response\":{\"signature\":\"AA\"}}}"
                        + "|credential.response.clientDataJSON, credential.response.authenticatorData",
            })
    void names_missing_fields_as_the_document_does(String path, String body, String fields) {
        var answer = client.postRaw(path, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors").findValuesAsString("field"))
                .containsExactlyInAnyOrder(fields.split(", "));
    }

    @Test
    void names_every_field_that_is_missing() {
        var answer = client.post("/auth/signup");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors")).hasSize(2);
        assertThat(answer.text("/errors/1/field")).isEqualTo("password");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/xml",
                "application/json; charset=utf-16",
                "application/jsonx"
            })
    void of_another_content_type_gets_415(String type) {
        var answer = client.send("POST", "/auth/login", GOOD, "Content-Type", type);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.problem()).isEqualTo("json-only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "application/json; charset=utf-8", "Application/JSON;charset=\"UTF-8\""})
    void of_json_is_read_in_every_spelling_of_the_content_type(String type) {
        assertThat(client.send("POST", "/auth/login", GOOD, "Content-Type", type)
                        .status())
                .isEqualTo(401);
    }

    @Test
    void that_is_nested_too_deeply_is_refused() {
        var deep = "{\"email\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";

        assertThat(client.postRaw("/auth/login", deep).problem()).isEqualTo("malformed-body");
    }

    @Test
    void of_more_than_64_KiB_is_refused_with_its_length_and_without() {
        var large = "{\"email\":\"" + "a".repeat(64 * 1024) + "\"}";
        var chunked = "POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                + Integer.toHexString(large.length()) + "\r\n" + large + "\r\n0\r\n\r\n";

        assertThat(client.postRaw("/auth/login", large).status()).isEqualTo(413);
        assertThat(client.sendRaw(chunked)).startsWith("HTTP/1.1 413").contains("body-too-large");
    }

    @Test
    void of_sixty_million_declared_bytes_is_refused_before_they_arrive() {
        var answer = client.sendRaw("POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nContent-Length: 60000000\r\n\r\n{");

        assertThat(answer).startsWith("HTTP/1.1 413");
    }

    @Test
    void that_never_completes_gets_408() {
        var answer = client.sendRaw("POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100\r\n\r\n{\"email\":");

        assertThat(answer).startsWith("HTTP/1.1 408").contains("body-too-slow");
    }

    @Test
    void that_is_not_utf_8_is_refused() {
        var answer = client.sendRaw("POST /auth/login HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Connection: close\r\nContent-Length: 14\r\n\r\n{\"email\":\"\u00e9\u00e9\"}");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("malformed-body");
    }
}
