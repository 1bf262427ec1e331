package org.keyledger.gateway.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.gateway.GatewayClient.PASSWORD;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayClient.Account;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.gateway.TestServiceKeys;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.RequestPasswordReset;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.MutableClock;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Resetting a password")
@GatewayTest
class PasswordResetTest {

    private static final String NEW = "another-secure-password";

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Autowired
    TestServiceKeys keys;

    @Autowired
    MutableClock clock;

    @Test
    void gets_the_same_response_whether_there_is_an_account_or_not() {
        var account = client.signUp();

        var known = requestMail(account.email());
        var unknown = requestMail("nobody-at-all@example.com");

        assertThat(known.status()).isEqualTo(200);
        assertThat(known.json().propertyNames()).containsExactly("ok", "message");
        assertThat(known.httpResponse().body()).isEqualTo(unknown.httpResponse().body());
        assertThat(known.httpResponse().headers().map().keySet())
                .isEqualTo(unknown.httpResponse().headers().map().keySet())
                .doesNotContain("ledger-position");
    }

    @Test
    void records_no_actor_but_the_address_of_the_request() throws InterruptedException {
        requestToken(client.signUp());

        var command = backend.receivedCommands.stream()
                .filter(it -> it.getPayload() instanceof RequestPasswordReset)
                .reduce((first, second) -> second)
                .orElseThrow();
        assertThat(command.getMetaData())
                .containsEntry(RequestMetadata.ACTOR_KIND, "anonymous")
                .doesNotContainKeys(RequestMetadata.ACTOR_USER, RequestMetadata.TENANT)
                .containsKeys(RequestMetadata.ADDRESS, RequestMetadata.CORRELATION);
    }

    @Test
    void accepts_the_token_of_the_mail_and_ends_every_session() throws InterruptedException {
        var account = client.signUp();
        var token = requestToken(account);

        var answer = confirm(token, NEW);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().propertyNames()).containsExactly("ok", "message");
        assertThat(client.get("/auth/me", account.bearer()).status()).isEqualTo(401);
        assertThat(logIn(account, PASSWORD).status()).isEqualTo(401);
        assertThat(logIn(account, NEW).status()).isEqualTo(200);
    }

    @Test
    void revokes_all_keys_if_it_is_the_first_verification_of_the_address() throws InterruptedException {
        var account = client.signUp();
        client.post("/customer/keys", Map.of("label", "another"), account.bearer());

        confirm(requestToken(account), NEW);

        assertThat(client.get("/auth/check", "X-API-Key", account.apiKey()).status())
                .isEqualTo(401);
        var listed = client.get(
                "/customer/keys?status=active",
                "Authorization",
                "Bearer " + logIn(account, NEW).text("/token"));
        assertThat(listed.json().at("/keys").size()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"{},200", "'{\"revoke_keys\":false}',200", "'{\"revoke_keys\":true}',401"})
    void revokes_the_keys_later_only_if_asked_to(String choice, int status) throws InterruptedException {
        var account = client.signUp();
        confirm(requestToken(account), NEW);
        var token = logIn(account, NEW).text("/token");
        var key = client.post("/customer/keys", Map.of("label", "later"), "Authorization", "Bearer " + token)
                .text("/secret");
        var body =
                "{\"token\":\"" + requestToken(account) + "\",\"password\":\"" + PASSWORD + "\"," + choice.substring(1);

        assertThat(client.postRaw("/auth/reset-password/confirm", body.replace(",}", "}"))
                        .status())
                .isEqualTo(200);
        assertThat(client.get("/auth/check", "X-API-Key", key).status()).isEqualTo(status);
    }

    @Test
    void announces_on_its_page_that_the_keys_end_or_offers_it() throws InterruptedException {
        var account = client.signUp();
        var page = client.get("/reset-password?token=" + requestToken(account))
                .httpResponse()
                .body();
        assertThat(page)
                .contains("All API keys of the account will stop working")
                .doesNotContain("type=\"checkbox\"");

        confirm(requestToken(account), NEW);
        var token = requestToken(account);
        page = client.get("/reset-password?token=" + token).httpResponse().body();
        assertThat(page)
                .doesNotContain("will stop working")
                .contains("<input type=\"checkbox\" name=\"revoke_keys\" value=\"true\" checked>");
        assertThat(submit("token=" + token + "&password=short").httpResponse().body())
                .contains("<input type=\"checkbox\" name=\"revoke_keys\" value=\"true\">");
        assertThat(submit("token=" + token + "&password=short&revoke_keys=true")
                        .httpResponse()
                        .body())
                .contains(" checked>");
    }

    @ParameterizedTest
    @CsvSource({"'',200", "'&revoke_keys=true',401"})
    void revokes_the_keys_if_the_box_of_its_page_is_checked(String box, int status) throws InterruptedException {
        var account = client.signUp();
        confirm(requestToken(account), NEW);
        var bearer = "Bearer " + logIn(account, NEW).text("/token");
        var key = client.post("/customer/keys", Map.of("label", "later"), "Authorization", bearer)
                .text("/secret");

        assertThat(submit("token=" + requestToken(account) + "&password=" + PASSWORD + box)
                        .status())
                .isEqualTo(303);
        assertThat(client.get("/auth/check", "X-API-Key", key).status()).isEqualTo(status);
    }

    private GatewayClient.Response submit(String form) {
        return client.form("/reset-password", form);
    }

    @Test
    void returns_the_expiry_of_a_token_without_using_it() throws InterruptedException {
        var token = requestToken(client.signUp());

        var valid = validate(token);
        assertThat(valid.json().propertyNames()).containsExactly("valid", "expires_at", "ends_keys");
        assertThat(valid.json().at("/ends_keys").booleanValue()).isTrue();
        assertThat(valid.json().at("/valid").booleanValue()).isTrue();
        assertThat(validate(token).httpResponse().body())
                .isEqualTo(valid.httpResponse().body());

        confirm(token, NEW);
        assertThat(validate(token).httpResponse().body()).isEqualTo("{\"valid\":false}");
        assertThat(validate("made-up").httpResponse().body()).isEqualTo("{\"valid\":false}");
    }

    @Test
    void refuses_a_weak_password_and_does_not_use_the_token_up() throws InterruptedException {
        var account = client.signUp();
        var token = requestToken(account);

        assertThat(confirm(token, "short").problem()).isEqualTo("weak-password");
        assertThat(confirm(token, "password").problem()).isEqualTo("weak-password");
        assertThat(confirm(token, "x" + account.email()).problem()).isEqualTo("weak-password");

        assertThat(confirm(token, NEW).status()).isEqualTo(200);
    }

    @Test
    void gets_the_same_response_when_repeated_within_ten_minutes_with_the_same_password_only() {
        var account = client.signUp();
        var token = requestToken(account);
        var first = confirm(token, NEW);
        assertThat(first.status()).isEqualTo(200);
        var recorded = backend.head();

        assertThat(confirm(token, NEW + "!").problem()).isEqualTo("invalid-token");
        assertThat(confirm(token, NEW).httpResponse().body())
                .isEqualTo(first.httpResponse().body());
        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(confirm(token, NEW).status()).isEqualTo(200);
        assertThat(backend.head()).isEqualTo(recorded);

        clock.advance(Duration.ofMillis(1));
        assertThat(confirm(token, NEW).problem()).isEqualTo("invalid-token");
    }

    @Test
    void refuses_every_invalid_token_with_the_same_response() throws InterruptedException {
        var account = client.signUp();
        var replaced = requestToken(account);
        var used = requestToken(account);
        confirm(used, NEW);
        var expired = requestToken(account);
        clock.advance(Duration.ofHours(24));
        var verification =
                LinkToken.create(keys.key(Purpose.LINK), LinkToken.Purpose.VERIFY_EMAIL, user(account), request());

        var first = confirm(replaced, NEW);
        assertThat(first.status()).isEqualTo(400);
        assertThat(first.problem()).isEqualTo("invalid-token");
        for (var token : new String[] {used, expired, verification.encoded(), "", "made-up", used + "="}) {
            assertThat(withoutInstance(confirm(token, NEW))).isEqualTo(withoutInstance(first));
            assertThat(withoutInstance(confirm(token, "weak"))).isEqualTo(withoutInstance(first));
        }
    }

    @Test
    void does_not_accept_an_expired_token_after_the_clock_was_set_back() throws InterruptedException {
        var token = requestToken(client.signUp());
        var unused = requestToken(client.signUp());
        clock.advance(Duration.ofHours(25));
        assertThat(confirm(token, NEW).problem()).isEqualTo("invalid-token");
        clock.advance(Duration.ofHours(-25));

        assertThat(confirm(token, NEW).problem()).isEqualTo("invalid-token");
        assertThat(confirm(unused, NEW).status()).isEqualTo(200);
    }

    private GatewayClient.Response requestMail(String email) {
        return client.post("/auth/reset-password/request", Map.of("email", email));
    }

    private GatewayClient.Response validate(String token) {
        return client.post("/auth/reset-password/validate", Map.of("token", token));
    }

    private GatewayClient.Response confirm(String token, String password) {
        return client.post("/auth/reset-password/confirm", Map.of("token", token, "password", password));
    }

    private GatewayClient.Response logIn(Account account, String password) {
        return client.post("/auth/login", Map.of("email", account.email(), "password", password));
    }

    /** Requests a reset and returns the token that the mail would contain. */
    @Test
    void on_the_page_reports_a_password_that_is_too_long() {
        var token = requestToken(client.signUp());

        var form = submit("token=" + token + "&password=" + "x".repeat(5000));

        assertThat(form.status()).isEqualTo(400);
        assertThat(form.httpResponse().body()).contains("Use at most 1024 characters.");
    }

    private String requestToken(Account account) {
        var before = backend.count(RequestPasswordReset.class);
        assertThat(requestMail(account.email()).status()).isEqualTo(200);
        Eventually.awaitTrue(
                () -> backend.count(RequestPasswordReset.class) > before,
                () -> backend.count(RequestPasswordReset.class));
        return LinkToken.create(keys.key(Purpose.LINK), LinkToken.Purpose.RESET_PASSWORD, user(account), request())
                .encoded();
    }

    private MailRequestId request() {
        return backend.lastCommand(RequestPasswordReset.class).link().request();
    }

    private static UserId user(Account account) {
        return UserId.parse(account.json().at("/user/id").asString());
    }

    private static String withoutInstance(GatewayClient.Response answer) {
        return answer.httpResponse().body().replaceAll("urn:uuid:[0-9a-f-]+", "");
    }
}
