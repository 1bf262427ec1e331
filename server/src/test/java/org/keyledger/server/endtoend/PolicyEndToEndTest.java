package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.server.endtoend.ServiceClient.PASSWORD;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.server.endtoend.ServiceClient.Response;

@DisplayName("The policies of a tenant")
class PolicyEndToEndTest {

    private static final String POLICIES = "/customer/policies";

    private final ServiceClient client = SharedService.client();

    @Test
    void are_set_read_and_unset_by_the_founder() {
        var founder = bearer(client.signUp("policy-founder@example.com").expect(201));

        var set = founder.patch(POLICIES, "{\"min_password\":12,\"max_scopes\":[\"write\",\"read\"]}");
        var position = position(set.expect(200));

        assertThat(founder.get(POLICIES).expect(200).text()).isEqualTo(set.text());
        assertThat(set.text())
                .isEqualTo("{\"verified_login\":null,\"min_password\":12,\"key_creation\":null,"
                        + "\"max_scopes\":[\"read\",\"write\"],\"key_owner_tenant\":null,\"magic_link\":null,"
                        + "\"session_idle\":null,\"session_max\":null}");
        var headReader = new LedgerHeadReader(SharedService.service());
        var before = headReader.countWhenSettled();
        founder.patch(POLICIES, "{\"min_password\":12}").expect(200);
        assertThat(headReader.countWhenSettled()).isEqualTo(before);
        var unset = founder.patch(POLICIES, "{\"min_password\":null}").expect(200);
        assertThat(position(unset)).isGreaterThan(position);
        assertThat(unset.body().at("/min_password").isNull()).isTrue();
        assertThat(unset.body().at("/max_scopes")).hasSize(2);
    }

    @Test
    void are_those_of_the_callers_own_tenant() {
        var one = bearer(client.signUp("policy-one@example.com").expect(201));
        var other = bearer(client.signUp("policy-other@example.com").expect(201));

        one.patch(POLICIES, "{\"session_idle\":600}").expect(200);

        assertThat(other.get(POLICIES).expect(200).body().at("/session_idle").isNull())
                .isTrue();
    }

    @Test
    void limit_new_keys_and_leave_present_ones_as_they_are() {
        var account = client.signUp("policy-keys@example.com").expect(201);
        var founder = bearer(account);
        var before = founder.createKey("before").expect(201);
        founder.patch(POLICIES, "{\"max_scopes\":[\"read\"]}").expect(200);

        assertThat(scopes(founder.createKey("after").expect(201))).containsExactly("read");
        for (var tooMuch : List.of("[\"write\"]", "[\"read\",\"write\"]", "[\"*\"]")) {
            var body = "{\"label\":\"too much\",\"scopes\":%s}".formatted(tooMuch);
            var refused = founder.post("/customer/keys", body).expect(403);
            assertThat(refused.string("/type")).endsWith("/forbidden-by-policy");
            assertThat(refused.string("/errors/0/field")).isEqualTo("scopes");
        }
        assertThat(client.key(before.string("/secret"))
                        .get("/auth/check?scope=admin")
                        .status())
                .isEqualTo(200);
        var successor = founder.post("/customer/keys/" + before.string("/key_id") + "/rotate")
                .expect(200);
        assertThat(scopes(successor)).containsExactly("*");
    }

    @Test
    void raise_the_length_of_new_passwords() {
        var email = "policy-password@example.com";
        var founder = bearer(client.signUp(email).expect(201));
        founder.patch(POLICIES, "{\"min_password\":25}").expect(200);
        var change = "{\"current_password\":\"" + PASSWORD + "\",\"password\":\"%s\"}";

        var refused = founder.post("/auth/change-password", change.formatted("x".repeat(12) + "-y".repeat(6)))
                .expect(400);
        assertThat(refused.string("/detail")).isEqualTo("The password must have at least 25 characters.");
        client.post("/auth/reset-password/request", "{\"email\":\"" + email + "\"}")
                .expect(200);
        var token = client.awaitResetToken(email);
        var reset = "{\"token\":\"" + token + "\",\"password\":\"%s\"}";
        var weak = client.post("/auth/reset-password/confirm", reset.formatted("twenty-four-characters-x"));
        assertThat(weak.expect(400).string("/type")).endsWith("/weak-password");
        client.post("/auth/reset-password/confirm", reset.formatted("twenty-five-characters-xy"))
                .expect(200);
    }

    @Test
    void let_only_verified_addresses_log_in() {
        var email = "policy-verified@example.com";
        var founder = bearer(client.signUp(email).expect(201));
        founder.patch(POLICIES, "{\"verified_login\":true}").expect(200);
        var headReader = new LedgerHeadReader(SharedService.service());
        var before = headReader.countWhenSettled();

        var refused = client.logIn(email).expect(403);

        assertThat(refused.string("/detail"))
                .isEqualTo("Email not verified. Please check your inbox for the activation link.");
        assertThat(headReader.countWhenSettled()).isEqualTo(before);
        client.post("/auth/login", "{\"email\":\"" + email + "\",\"password\":\"wrong password\"}")
                .expect(401);
        var token = client.awaitVerificationToken(email);
        client.post("/auth/verify-email/confirm", "{\"token\":\"" + token + "\"}")
                .expect(200);
        client.logIn(email).expect(200);
    }

    @Test
    void are_refused_without_a_session() {
        var account = client.signUp("policy-callers@example.com").expect(201);

        client.get(POLICIES).expect(401);
        client.key(account.string("/api_key")).get(POLICIES).expect(403);
        client.key(account.string("/api_key"))
                .patch(POLICIES, "{\"min_password\":12}")
                .expect(403);
    }

    private ServiceClient bearer(Response account) {
        return client.bearer(account.string("/token"));
    }

    private static long position(Response response) {
        return Long.parseLong(response.headers().firstValue("Ledger-Position").orElseThrow());
    }

    private static List<String> scopes(Response key) {
        return key.body()
                .at("/scopes")
                .valueStream()
                .map(scope -> scope.asString())
                .toList();
    }
}
