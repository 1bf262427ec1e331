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
import org.keyledger.gateway.TestServiceKeys;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.apikey.ApiKeyCommand.CreateApiKey;
import org.keyledger.kernel.apikey.Scopes;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.kernel.tenant.TenantCommand.ChangeTenantPolicy;
import org.keyledger.kernel.tenant.TenantPolicy;
import org.keyledger.kernel.tenant.TenantPolicy.Availability;
import org.keyledger.kernel.tenant.TenantPolicy.Eligibility;
import org.keyledger.kernel.tenant.TenantPolicy.Rule;
import org.keyledger.kernel.user.UserCommand.RequestPasswordReset;
import org.keyledger.ledger.Eventually;
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
    TestServiceKeys keys;

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

    @Test
    void raise_the_length_of_a_password_that_is_reset() {
        var account = client.signUp();
        patch(account, "{\"min_password\":20}");
        client.post("/auth/reset-password/request", Map.of("email", account.email()));
        Eventually.awaitTrue(
                () -> backend.count(RequestPasswordReset.class) > 0, () -> backend.count(RequestPasswordReset.class));
        var command = backend.lastCommand(RequestPasswordReset.class);
        var token = LinkToken.create(
                        keys.key(ServiceKeys.Purpose.LINK),
                        LinkToken.Purpose.RESET_PASSWORD,
                        command.user(),
                        command.link().request())
                .encoded();

        var refused = reset(token, "nineteen-characters");

        assertThat(refused.problem()).isEqualTo("weak-password");
        assertThat(reset(token, "twenty-characters-ok").status()).isEqualTo(200);
    }

    @Test
    void give_a_new_key_the_maximum_of_scopes_unless_it_names_fewer() {
        var account = client.signUp();
        patch(account, "{\"max_scopes\":[\"read\",\"write\"]}");

        assertThat(scopesOf(account, Map.of("label", "all that is allowed"))).containsExactly("read", "write");
        assertThat(scopesOf(account, Map.of("label", "less", "scopes", List.of("read"))))
                .containsExactly("read");
        assertThat(scopesOf(client.signUp(), Map.of("label", "of another tenant")))
                .containsExactly("*");
    }

    @Test
    void require_a_verified_address_at_the_log_in_after_the_right_password_alone() {
        var account = client.signUp();
        assertThat(logIn(account, GatewayClient.PASSWORD).status()).isEqualTo(200);
        patch(account, "{\"verified_login\":true}");
        var before = backend.count(StartSession.class);

        var refused = logIn(account, GatewayClient.PASSWORD);

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.problem()).isEqualTo("email-not-verified");
        assertThat(refused.text("/detail"))
                .isEqualTo("Email not verified. Please check your inbox for the activation link.");
        assertThat(logIn(account, "not-the-password").problem()).isEqualTo("invalid-credentials");
        assertThat(backend.count(StartSession.class)).isEqualTo(before);
        patch(account, "{\"verified_login\":false}");
        assertThat(logIn(account, GatewayClient.PASSWORD).status()).isEqualTo(200);
    }

    private Response logIn(Account account, String password) {
        return client.post("/auth/login", Map.of("email", account.email(), "password", password));
    }

    private List<String> scopesOf(Account account, Map<String, ?> key) {
        assertThat(client.post("/customer/keys", key, account.bearer()).status())
                .isEqualTo(201);
        return backend.lastCommand(CreateApiKey.class)
                .newKey()
                .grant()
                .access()
                .scopes()
                .names();
    }

    private Response reset(String token, String password) {
        return client.post("/auth/reset-password/confirm", Map.of("token", token, "password", password));
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
