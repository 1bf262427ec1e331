package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.server.endtoend.ServiceClient.Response;

@DisplayName("Managing an account")
class AccountManagementEndToEndTest {

    private static final String TO_NEW = "Confirm your new email address";

    private final ServiceClient client = SharedService.client();

    @Test
    void renames_its_owner() {
        var owner = owner("rename");

        var renamed = owner.patch("/auth/me", "{\"name\":\"Ada King\"}").expect(200);

        assertThat(renamed.string("/user/name")).isEqualTo("Ada King");
        assertThat(owner.get("/auth/me").string("/user/name")).isEqualTo("Ada King");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"x\",\"email\":\"y@example.com\"}",
                "{\"name\":\"x\",\"email_verified\":true}",
                "{\"name\":\"x\",\"is_superuser\":true}",
                "{\"name\":\"x\",\"tenant_id\":\"cust_01995d3e4c0070008000000000000002\"}",
                "{\"name\":\"x\",\"name\":\"y\"}",
                "{\"name\":{\"$ne\":1}}",
                "{\"name\":7}",
                "{}"
            })
    void rejects_fields_that_its_owner_cannot_set(String body) {
        var owner = owner("mass" + Math.abs(body.hashCode()));

        owner.patch("/auth/me", body).expect(400);

        assertThat(owner.get("/auth/me").body().at("/user/name").isNull()).isTrue();
        owner.post("/auth/change-email", body.replace("name", "email")).expect(400);
    }

    @Test
    void changes_the_address_after_its_verification() {
        var owner = owner("moving");
        owner.post("/auth/change-email", "{\"email\":\"Moved@example.com\"}").expect(202);
        assertThat(owner.get("/auth/me").string("/user/email")).isEqualTo("moving@example.com");

        var token = client.awaitVerificationToken("Moved@example.com", TO_NEW);
        assertThat(confirm(token).expect(200).string("/email")).isEqualTo("Moved@example.com");
        assertThat(confirm(token).expect(400).string("/type")).endsWith("/invalid-token");

        assertThat(client.awaitMail("moving@example.com", "was changed")).contains("/change-email/undo?token=");
        client.logIn("moved@example.com").expect(200);
        client.logIn("moving@example.com").expect(401);
        assertThat(owner.get("/auth/verify-email/status")
                        .body()
                        .at("/email_verified")
                        .asBoolean())
                .isTrue();
        client.signUp("moving@example.com").expect(409); // for 72 hours
        client.signUp("moved@example.com").expect(409);
    }

    @Test
    void discloses_that_an_address_is_taken_only_to_its_owner() {
        client.signUp("Holder@example.com").expect(201);
        var owner = owner("asking");

        var taken = owner.post("/auth/change-email", "{\"email\":\"holder@example.com\"}")
                .expect(202);
        // before the next request invalidates this token
        assertThat(client.awaitMail("Holder@example.com", "already has an account"))
                .doesNotContain("token=");
        var free = owner.post("/auth/change-email", "{\"email\":\"nobody-has-this@example.com\"}")
                .expect(202);

        assertThat(taken.text()).isEqualTo(free.text());
        assertThat(taken.headers().map().keySet())
                .isEqualTo(free.headers().map().keySet());
    }

    @Test
    void requires_the_current_password_for_sensitive_changes() {
        var owner = owner("stepping");

        owner.post(
                        "/auth/change-email",
                        "{\"email\":\"elsewhere@example.com\",\"current_password\":\"wrong password\"}")
                .expect(401);
        owner.delete("/auth/me", "{\"current_password\":\"wrong password\"}").expect(401);

        owner.get("/auth/me").expect(200);
    }

    @ParameterizedTest
    @CsvSource({
        "kelvin-Kk@example.com, kelvin-\u212Ak@example.com",
        "strasse-i@example.com, STRASSE-I@EXAMPLE.COM",
        "full-width@example.com, \uFF46\uFF55\uFF4C\uFF4C-width@example.com",
        "caf\u00E9@example.com, cafe\u0301@example.com",
        "idn@b\u00FCcher.example, idn@xn--bcher-kva.example"
    })
    void is_the_same_for_every_spelling_of_its_address(String stored, String spelled) {
        client.signUp(stored).expect(201);

        client.signUp(spelled).expect(409);
        assertThat(client.logIn(spelled).expect(200).string("/user/email")).isEqualTo(stored);
        var other = owner("other" + Math.abs(stored.hashCode()));
        other.post("/auth/change-email", "{\"email\":\"" + spelled + "\"}").expect(202);
        assertThat(client.awaitMail(stored, "already has an account")).isNotEmpty();
    }

    @Test
    void is_another_one_with_a_dotless_i() {
        client.signUp("dotless-i@example.com").expect(201);

        client.signUp("dotless-\u0131@example.com").expect(201);
    }

    private ServiceClient owner(String name) {
        return client.bearer(client.signUp(name + "@example.com").expect(201).string("/token"));
    }

    private Response confirm(String token) {
        return client.post("/auth/verify-email/confirm", "{\"token\":\"" + token + "\"}");
    }
}
