package org.keyledger.gateway.requestjson;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayClient.Account;
import org.keyledger.gateway.GatewayClient.Response;
import org.keyledger.gateway.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("A text in a request")
@GatewayTest
class RequestTextTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String SENTINEL = "\u0000erased";

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    /** Every text field of the API: method, path, field, and the other fields of a valid request. */
    private enum Field {
        SIGN_UP_EMAIL("POST", "/auth/signup", "email", "password"),
        SIGN_UP_NAME("POST", "/auth/signup", "name", "password", "email"),
        SIGN_UP_PASSWORD("POST", "/auth/signup", "password", "email"),
        LOG_IN_EMAIL("POST", "/auth/login", "email", "password"),
        LOG_IN_PASSWORD("POST", "/auth/login", "password", "email"),
        RESET_EMAIL("POST", "/auth/reset-password/request", "email"),
        RENAME("PATCH", "/auth/me", "name"),
        CHANGE_EMAIL("POST", "/auth/change-email", "email"),
        NEW_PASSWORD("POST", "/auth/change-password", "new_password", "current_password"),
        LABEL("POST", "/customer/keys", "label"),
        IP_ALLOW("POST", "/customer/keys", "ip_allow", "label");

        private final String method;
        private final String path;
        private final String name;
        private final List<String> others;

        Field(String method, String path, String name, String... others) {
            this.method = method;
            this.path = path;
            this.name = name;
            this.others = List.of(others);
        }
    }

    @Test
    void may_not_be_the_one_that_replaces_an_erased_value() {
        var account = client.signUp();
        for (var field : Field.values()) {
            if (field.name.contains("password")) {
                continue; // never decrypted, so it has no such value
            }
            for (var text : List.of(SENTINEL, "\u0000", SENTINEL + " ", " " + SENTINEL)) {
                var before = backend.receivedCommands.size();
                var response = send(field, text, account);

                assertThat(response.status()).as(field + " " + text).isEqualTo(400);
                assertThat(response.text("/errors/0/field")).isEqualTo(field.name);
                assertThat(backend.receivedCommands).hasSize(before);
            }
        }
        assertThat(client.post("/customer/keys", Map.of("label", "x", "ip_allow", List.of(SENTINEL)), account.bearer())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void of_62_KiB_of_combining_marks_costs_no_more_than_one_of_letters() {
        var account = client.signUp();
        send(Field.LABEL, "warm-up", account);

        assertTimeout(Duration.ofSeconds(15), () -> {
            for (var field : Field.values()) {
                for (var text : List.of("\u0300\u0316".repeat(15_500), "a@b.c" + "\u0300\u0316".repeat(15_000))) {
                    var response = send(field, text, account);

                    assertThat(response.status()).as(field.toString()).isEqualTo(400);
                    assertThat(response.text("/errors/0/field")).isEqualTo(field.name);
                }
            }
        });
    }

    @Test
    void has_at_most_30_combining_marks_in_a_row() {
        var account = client.signUp();
        for (var field : List.of(Field.RENAME, Field.LABEL, Field.LOG_IN_PASSWORD)) {
            assertThat(send(field, "e" + "\u0316".repeat(31), account).text("/errors/0/detail"))
                    .isEqualTo("must not have more than 30 combining marks in a row");
            assertThat(send(field, "e" + "\u0316".repeat(30), account).status()).isNotEqualTo(400);
        }
    }

    @Test
    void of_a_password_has_at_most_1024_characters() {
        var account = client.signUp();

        assertThat(send(Field.LOG_IN_PASSWORD, "\ud83d\ude80".repeat(1024), account)
                        .status())
                .isEqualTo(401);
        assertThat(send(Field.LOG_IN_PASSWORD, "x".repeat(1025), account).text("/detail"))
                .isEqualTo("password must have at most 1024 characters.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"fw＠example.com", "a@example．com", "a@example。com", "a@ex\u200bample.com", "a\u00adb@example.com"
            })
    void of_an_address_that_a_mail_server_reads_differently_is_refused(String address) {
        var before = backend.receivedCommands.size();

        assertThat(send(Field.SIGN_UP_EMAIL, address, client.signUp()).status()).isEqualTo(400);
        assertThat(backend.receivedCommands).hasSize(before + 1);
    }

    @ParameterizedTest
    @CsvSource({
        "ΝΙΚΟΣ.q@example.com,νικος.q@example.com,409",
        "full@example.com,ｆｕｌｌ@example.com,409",
        "x@straße.de,x@xn--strae-oqa.de,409",
        "y@straße.de,y@strasse.de,201"
    })
    void of_an_address_names_one_account_in_every_spelling(String first, String second, int status) {
        assertThat(send(Field.SIGN_UP_EMAIL, first, null).status()).isEqualTo(201);
        assertThat(send(Field.SIGN_UP_EMAIL, second, null).status()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+999999999-12-31T23:59:59Z", "+10000-01-01T00:00:00Z", "2099-01-01T00:00Z", "2099-01-01"})
    void of_a_time_is_an_rfc_3339_date_time(String time) {
        var response = client.post(
                "/customer/keys",
                Map.of("label", "x", "expires_at", time),
                client.signUp().bearer());

        assertThat(response.text("/detail")).isEqualTo("expires_at must be an RFC 3339 date-time.");
    }

    @ParameterizedTest
    @CsvSource({"::ffff:10.0.0.0/104,10.0.0.0/8", "::ffff:10.0.0.7,10.0.0.7/32", "2001:DB8::/32,2001:db8:0:0:0:0:0:0/32"
    })
    void of_an_allowed_range_means_what_it_says(String range, String stored) {
        var response = client.post(
                "/customer/keys",
                Map.of("label", "x", "ip_allow", List.of(range)),
                client.signUp().bearer());

        assertThat(response.text("/ip_allow/0")).isEqualTo(stored);
    }

    private Response send(Field field, String text, Account account) {
        var body = new HashMap<String, Object>();
        field.others.forEach(other -> body.put(other, other.contains("email") ? "new@example.com" : "a label of 16"));
        body.put(field.name, text);
        var type = new String[] {"Content-Type", "application/json"};
        var headers =
                account == null ? type : new String[] {type[0], type[1], account.bearer()[0], account.bearer()[1]};
        return client.send(field.method, field.path, JSON.writeValueAsString(body), headers);
    }
}
