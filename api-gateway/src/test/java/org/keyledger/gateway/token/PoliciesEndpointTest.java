package org.keyledger.gateway.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
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
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.tenant.TenantCommand.ChangeTenantPolicy;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.tenant.TenantPolicy.Availability;
import org.keyledger.kernel.tenant.TenantPolicy.Eligibility;
import org.keyledger.kernel.tenant.TenantPolicy.Rule;
import org.keyledger.ledger.MutableClock;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("The policies of a tenant")
@GatewayTest
class PoliciesEndpointTest {

    private static final String ALL_RULES = """
            {"verified_login":true,"min_password":12,"key_creation":"founder","max_scopes":["read"],
             "key_owner_tenant":"members","magic_link":"off","session_idle":3600,"session_max":86400}""";

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Autowired
    MutableClock clock;

    @Test
    void are_null_if_they_are_not_set() {
        var policies = client.get("/customer/policies", client.signUp().bearer());

        assertThat(policies.status()).isEqualTo(200);
        assertThat(policies.json().propertyNames())
                .containsExactly(
                        "verified_login",
                        "min_password",
                        "key_creation",
                        "max_scopes",
                        "key_owner_tenant",
                        "magic_link",
                        "session_idle",
                        "session_max");
        assertThat(policies.json()).allSatisfy(rule -> assertThat(rule.isNull()).isTrue());
    }

    @Test
    void are_changed_all_together() {
        var account = client.signUp();

        var changed = patch(account, ALL_RULES);

        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.header("Ledger-Position")).isEqualTo(Long.toString(backend.head()));
        assertThat(backend.lastCommand(ChangeTenantPolicy.class).values())
                .isEqualTo(new TenantPolicy(
                        true,
                        12,
                        Eligibility.FOUNDER,
                        Scopes.of(List.of("read")),
                        Eligibility.MEMBERS,
                        Availability.OFF,
                        3_600,
                        86_400));
        assertThat(changed.json())
                .isEqualTo(client.get("/customer/policies", account.bearer()).json());
        assertThat(changed.text("/key_creation")).isEqualTo("founder");
    }

    @Test
    void keep_what_a_change_does_not_name_and_unset_what_is_null() {
        var account = client.signUp();
        patch(account, ALL_RULES);

        var changed = patch(account, "{\"min_password\":null,\"session_idle\":600}");

        assertThat(backend.lastCommand(ChangeTenantPolicy.class).rules())
                .containsExactlyInAnyOrder(Rule.MIN_PASSWORD, Rule.SESSION_IDLE);
        assertThat(changed.json().at("/min_password").isNull()).isTrue();
        assertThat(changed.json().at("/session_idle").intValue()).isEqualTo(600);
        assertThat(changed.json().at("/session_max").intValue()).isEqualTo(86_400);
    }

    @Test
    void may_be_changed_to_nothing() {
        assertThat(patch(client.signUp(), "{}").status()).isEqualTo(200);
        assertThat(backend.lastCommand(ChangeTenantPolicy.class).rules()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "min_password     | 7            | must be between 8 and 128",
                "min_password     | 129          | must be between 8 and 128",
                "min_password     | \"12\"       | must be an integer",
                "session_idle     | 299          | must be between 300 and 31536000",
                "session_max      | 31536001     | must be between 300 and 31536000",
                "session_max      | 3600.5       | must be an integer",
                "key_creation     | \"owner\"    | must be one of members, founder",
                "key_owner_tenant | 1            | must be one of members, founder",
                "magic_link       | \"maybe\"    | must be one of on, off",
                "verified_login   | \"true\"     | has the wrong type",
                "max_scopes       | []           | must name at least one scope, or be left out for all",
                "max_scopes       | [\"root\"]   | must be one of read, write, predict, admin, *"
            })
    void refuse_a_value_out_of_its_bounds(String rule, String value, String detail) {
        var account = client.signUp();
        var before = backend.count(ChangeTenantPolicy.class);

        var refused = patch(account, "{\"%s\":%s}".formatted(rule, value));

        assertThat(refused.problem()).isEqualTo("invalid-request");
        assertThat(refused.text("/errors/0/field")).isEqualTo(rule);
        assertThat(refused.text("/errors/0/detail")).isEqualTo(detail);
        assertThat(backend.count(ChangeTenantPolicy.class)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant_id", "founder", "password", "verifiedLogin"})
    void refuse_a_field_that_is_no_rule(String field) {
        assertThat(patch(client.signUp(), "{\"%s\":\"x\"}".formatted(field)).problem())
                .isEqualTo("invalid-request");
    }

    @Test
    void need_a_recent_log_in_or_the_password() {
        var account = client.signUp();
        clock.advance(Duration.ofMinutes(11));
        var before = backend.count(ChangeTenantPolicy.class);

        assertThat(patch(account, "{\"min_password\":12}").problem()).isEqualTo("step-up-required");
        assertThat(patch(account, "{\"min_password\":12,\"current_password\":\"not-the-password\"}")
                        .problem())
                .isEqualTo("invalid-credentials");
        assertThat(backend.count(ChangeTenantPolicy.class)).isEqualTo(before);

        var proved = "{\"min_password\":12,\"current_password\":\"%s\"}".formatted(GatewayClient.PASSWORD);
        assertThat(patch(account, proved).status()).isEqualTo(200);
        assertThat(client.get("/customer/policies", account.bearer()).status()).isEqualTo(200);
    }

    @Test
    void are_not_for_api_keys() {
        var account = client.signUp();

        assertThat(client.get("/customer/policies", "X-API-Key", account.apiKey())
                        .problem())
                .isEqualTo("credential-not-accepted");
        assertThat(client.send("PATCH", "/customer/policies", null, "X-API-Key", account.apiKey())
                        .problem())
                .isEqualTo("credential-not-accepted");
    }

    @Test
    void raise_the_length_of_a_password_that_is_changed() {
        var account = client.signUp();
        patch(account, "{\"min_password\":20}");

        var refused = changePassword(account, "nineteen-characters");

        assertThat(refused.problem()).isEqualTo("weak-password");
        assertThat(refused.text("/detail")).isEqualTo("The password must have at least 20 characters.");
        assertThat(changePassword(account, "twenty-characters-ok").status()).isEqualTo(200);
    }

    private Response changePassword(Account account, String password) {
        return client.post(
                "/auth/change-password",
                Map.of("current_password", GatewayClient.PASSWORD, "password", password),
                account.bearer());
    }

    private Response patch(Account account, String body) {
        var headers = new ArrayList<>(List.of(account.bearer()));
        headers.addAll(List.of("Content-Type", "application/json"));
        return client.send("PATCH", "/customer/policies", body, headers.toArray(String[]::new));
    }
}
