package org.keyledger.gateway.stepup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.gateway.GatewayClient.PASSWORD;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayClient.Account;
import org.keyledger.gateway.GatewayClient.Response;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.kernel.factor.FactorCommand.ConfirmTotp;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.ledger.MutableClock;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("A second factor")
@GatewayTest
class SecondFactorEndpointsTest {

    private static final String LOG_IN = "/auth/login";
    private static final String COMPLETE = "/auth/login/2fa";
    private static final String ENROLL = "/auth/totp/enroll";
    private static final String CONFIRM = "/auth/totp/confirm";
    private static final String DISABLE = "/auth/totp/disable";
    private static final String RECOVERY_CODES = "/auth/recovery-codes";

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Autowired
    MutableClock clock;

    private Account account;
    private TotpApp app;
    private List<String> recoveryCodes;

    @BeforeEach
    void turn_it_on() {
        account = client.signUp();
        app = enroll();
        recoveryCodes = confirm(app.code());
        nextStep();
    }

    @Test
    void is_enrolled_with_a_secret_as_text_uri_and_picture() {
        var other = client.signUp();

        var enrolled = client.post(ENROLL, Map.of(), other.bearer());

        assertThat(enrolled.status()).isEqualTo(200);
        assertThat(enrolled.json().propertyNames()).containsExactly("secret", "otpauth_uri", "qr_svg");
        assertThat(enrolled.text("/secret")).matches("[A-Z2-7]{32}");
        assertThat(enrolled.text("/otpauth_uri"))
                .startsWith("otpauth://totp/Keyledger:someone")
                .contains("secret=" + enrolled.text("/secret"));
        assertThat(enrolled.text("/qr_svg")).startsWith("<svg ");
        assertThat(logIn(other).text("/requiresTOTP")).isEqualTo("false");
    }

    @Test
    void has_ten_recovery_codes() {
        assertThat(recoveryCodes)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[A-Z2-7]{4}(-[A-Z2-7]{4}){3}"));
    }

    @Test
    void is_asked_for_at_log_in_and_starts_a_session() {
        var asked = logIn(account);

        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.json().propertyNames()).containsExactlyInAnyOrder("requiresTOTP", "partialToken", "user");
        assertThat(asked.json().at("/requiresTOTP").booleanValue()).isTrue();
        assertThat(asked.json().at("/user")).isEmpty();
        assertThat(asked.header("Ledger-Position")).isEmpty();

        var opened = complete(asked.text("/partialToken"), app.code());

        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.json().propertyNames())
                .containsExactly("token", "tenant_id", "email_verified", "requiresTOTP", "user", "session");
        assertThat(backend.lastCommand(StartSession.class)
                        .newSession()
                        .authentication()
                        .methods())
                .extracting(Object::toString)
                .containsExactly("pwd", "otp");
        assertThat(client.get("/auth/me", "Authorization", "Bearer " + opened.text("/token"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void is_asked_for_while_the_read_models_are_late() {
        backend.viewsAreLate = true;
        try {
            assertThat(logIn(account).text("/requiresTOTP")).isEqualTo("true");
            assertThat(complete(partialToken(), app.wrongCode()).problem()).isEqualTo("not-seen-yet");
            assertThat(complete(partialToken(), app.code()).status()).isEqualTo(200);
        } finally {
            backend.viewsAreLate = false;
        }
    }

    @Test
    void accepts_a_code_with_spaces_and_one_step_early_or_late_but_no_step_twice() {
        var early = app.code(1);
        assertThat(complete(partialToken(), early.substring(0, 3) + " " + early.substring(3))
                        .status())
                .isEqualTo(200);
        expectWrong(complete(partialToken(), early));
        expectWrong(complete(partialToken(), " " + early + " "));
        expectWrong(complete(partialToken(), app.code()));
        nextStep();
        expectWrong(complete(partialToken(), early));
        nextStep();
        assertThat(complete(partialToken(), app.code(-1)).problem()).isEqualTo("wrong-code");
        assertThat(complete(partialToken(), app.code()).status()).isEqualTo(200);
    }

    @Test
    void accepts_no_code_of_two_steps_early_or_late() {
        expectWrong(complete(partialToken(), app.code(2)));
        expectWrong(complete(partialToken(), app.code(-2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "12345", "1234567", "abcdef", "\u0661\u0662\u0663\u0664\u0665\u0666", "-123456x"})
    void refuses_other_text_as_a_wrong_code(String text) {
        expectWrong(complete(partialToken(), text));
    }

    @Test
    void accepts_each_recovery_code_once_however_it_is_written() {
        var code = recoveryCodes.get(7);
        assertThat(complete(partialToken(), code.replace("-", " ").toLowerCase(java.util.Locale.ROOT))
                        .status())
                .isEqualTo(200);
        expectWrong(complete(partialToken(), code));
        assertThat(complete(partialToken(), recoveryCodes.get(0)).status()).isEqualTo(200);
    }

    @Test
    void accepts_a_partial_token_once() {
        var token = partialToken();
        assertThat(complete(token, app.code()).status()).isEqualTo(200);

        assertThat(complete(token, recoveryCodes.get(1)).problem()).isEqualTo("invalid-partial-token");
    }

    @Test
    void accepts_a_partial_token_once_also_of_parallel_calls_with_different_codes() {
        var token = partialToken();
        var calls = Stream.concat(recoveryCodes.stream().limit(4), Stream.of(app.code()))
                .map(code ->
                        CompletableFuture.supplyAsync(() -> complete(token, code), task -> new Thread(task).start()))
                .toList();

        assertThat(calls.stream().map(CompletableFuture::join).filter(it -> it.status() == 200))
                .hasSize(1);
    }

    @Test
    void ends_a_partial_token_after_five_wrong_codes() {
        var token = partialToken();
        for (var i = 0; i < 5; i++) {
            expectWrong(complete(token, i % 2 == 0 ? app.wrongCode() : "AAAA-AAAA-AAAA-AAAA"));
        }

        var ended = complete(token, app.code());

        assertThat(ended.status()).isEqualTo(401);
        assertThat(ended.problem()).isEqualTo("invalid-partial-token");
        assertThat(ended.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(complete(partialToken(), app.code()).status()).isEqualTo(200);
    }

    @Test
    void ends_a_partial_token_after_five_of_many_parallel_wrong_codes() {
        var token = partialToken();
        var calls = new ArrayList<CompletableFuture<Response>>();
        for (var i = 0; i < 30; i++) {
            calls.add(CompletableFuture.supplyAsync(
                    () -> complete(token, app.wrongCode()), task -> new Thread(task).start()));
        }

        var problems = calls.stream()
                .map(CompletableFuture::join)
                .map(Response::problem)
                .toList();

        assertThat(problems.stream().filter("wrong-code"::equals)).hasSize(5);
    }

    @Test
    void refuses_codes_of_an_account_after_twenty_wrong_ones() {
        for (var log = 0; log < 4; log++) {
            var token = partialToken();
            for (var i = 0; i < 5; i++) {
                expectWrong(complete(token, app.wrongCode()));
            }
        }

        var refused = complete(partialToken(), app.code());

        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 900);
        clock.advance(Duration.ofMinutes(15));
        assertThat(complete(partialToken(), app.code()).status()).isEqualTo(200);
    }

    @Test
    void lets_a_partial_token_expire_after_ten_minutes() {
        var token = partialToken();
        clock.advance(Duration.ofMinutes(10).minusSeconds(1));
        expectWrong(complete(token, app.wrongCode()));
        clock.advance(Duration.ofSeconds(1));

        assertThat(complete(token, app.code()).problem()).isEqualTo("invalid-partial-token");
    }

    @Test
    void accepts_no_partial_token_from_before_a_new_password() {
        var token = partialToken();
        assertThat(client.post("/auth/change-password", Map.of("password", "another-secure-password"), account.bearer())
                        .status())
                .isEqualTo(200);

        assertThat(complete(token, app.code()).problem()).isEqualTo("invalid-partial-token");
    }

    @Test
    void refuses_other_tokens_as_partial_ones() {
        for (var other : List.of(
                "",
                "x",
                account.token(),
                account.json().at("/session/refresh_token").asString())) {
            assertThat(complete(other, app.code()).problem()).isEqualTo("invalid-partial-token");
        }
        assertThat(client.get("/auth/me", "Authorization", "Bearer " + partialToken())
                        .status())
                .isEqualTo(401);
    }

    @Test
    void is_confirmed_only_with_a_code_of_its_secret() {
        var other = client.signUp();
        assertThat(client.post(CONFIRM, Map.of("code", "123456"), other.bearer())
                        .problem())
                .isEqualTo("no-second-factor");
        var pending = new TotpApp(client.post(ENROLL, Map.of(), other.bearer()).text("/secret"), clock);
        var before = backend.count(ConfirmTotp.class);

        expectWrong(client.post(CONFIRM, Map.of("code", pending.wrongCode()), other.bearer()));
        expectWrong(client.post(CONFIRM, Map.of("code", "AAAA-AAAA-AAAA-AAAA"), other.bearer()));
        assertThat(backend.count(ConfirmTotp.class)).isEqualTo(before);
        assertThat(logIn(other).text("/requiresTOTP")).isEqualTo("false");
        assertThat(client.post(CONFIRM, Map.of("code", pending.code()), other.bearer())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void is_not_replaced_turned_off_or_given_new_codes_without_step_up() {
        clock.advance(Duration.ofMinutes(11));
        for (var path : List.of(ENROLL, DISABLE, RECOVERY_CODES)) {
            var refused = client.post(path, Map.of(), account.bearer());
            assertThat(refused.status()).as(path).isEqualTo(401);
            assertThat(refused.problem()).as(path).isEqualTo("step-up-required");
            assertThat(client.post(path, Map.of("current_password", "not the password"), account.bearer())
                            .problem())
                    .as(path)
                    .isEqualTo("invalid-credentials");
            assertThat(client.post(path, Map.of("code", app.wrongCode()), account.bearer())
                            .problem())
                    .as(path)
                    .isEqualTo("wrong-code");
        }
        assertThat(logIn(account).text("/requiresTOTP")).isEqualTo("true");
    }

    @Test
    void is_enrolled_without_step_up_while_none_is_on() {
        var other = client.signUp();
        clock.advance(Duration.ofMinutes(11));

        assertThat(client.post(ENROLL, Map.of(), other.bearer()).status()).isEqualTo(200);
    }

    @Test
    void gets_new_recovery_codes_by_a_code_and_refuses_the_former_ones() {
        clock.advance(Duration.ofMinutes(11));

        var renewed = client.post(RECOVERY_CODES, Map.of("code", app.code()), account.bearer());

        assertThat(renewed.status()).isEqualTo(200);
        assertThat(renewed.json().at("/recovery_codes")).hasSize(10);
        expectWrong(complete(partialToken(), recoveryCodes.get(2)));
        assertThat(complete(partialToken(), renewed.text("/recovery_codes/2")).status())
                .isEqualTo(200);
    }

    @Test
    void is_turned_off_by_the_password_and_again_without_effect() {
        clock.advance(Duration.ofMinutes(11));
        var password = Map.of("current_password", PASSWORD);

        assertThat(client.post(DISABLE, password, account.bearer()).status()).isEqualTo(200);
        assertThat(logIn(account).text("/requiresTOTP")).isEqualTo("false");
        assertThat(client.post(DISABLE, password, account.bearer()).status()).isEqualTo(200);
        assertThat(client.post(RECOVERY_CODES, password, account.bearer()).problem())
                .isEqualTo("no-second-factor");
    }

    @Test
    void is_replaced_when_the_new_secret_is_confirmed() {
        var enrolled = client.post(ENROLL, Map.of("current_password", PASSWORD), account.bearer());
        var successor = new TotpApp(enrolled.text("/secret"), clock);
        expectWrong(complete(partialToken(), successor.code()));
        assertThat(complete(partialToken(), app.code()).status()).isEqualTo(200);

        var codes = confirm(successor.code());

        nextStep();
        expectWrong(complete(partialToken(), app.code()));
        expectWrong(complete(partialToken(), recoveryCodes.get(0)));
        assertThat(complete(partialToken(), successor.code()).status()).isEqualTo(200);
        assertThat(complete(partialToken(), codes.get(0)).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"partialToken\":\"x\"}",
                "{\"code\":\"123456\"}",
                "{\"partialToken\":\"x\",\"code\":123456}",
                "{\"partialToken\":{\"$ne\":\"\"},\"code\":\"123456\"}",
                "{\"partialToken\":\"x\",\"code\":[\"123456\"]}",
                "{\"partialToken\":\"x\",\"code\":null}",
                "{\"partialToken\":\"x\",\"code\":\"123456\",\"remember\":true}",
                "{\"partial_token\":\"x\",\"code\":\"123456\"}"
            })
    void is_completed_only_by_two_strings(String body) {
        assertThat(client.postRaw(COMPLETE, body).status()).isEqualTo(400);
    }

    private TotpApp enroll() {
        return new TotpApp(client.post(ENROLL, Map.of(), account.bearer()).text("/secret"), clock);
    }

    private List<String> confirm(String code) {
        var confirmed = client.post(CONFIRM, Map.of("code", code), account.bearer());
        assertThat(confirmed.status()).isEqualTo(200);
        var codes = new ArrayList<String>();
        confirmed.json().at("/recovery_codes").forEach(it -> codes.add(it.asString()));
        return codes;
    }

    private Response logIn(Account account) {
        return client.post(LOG_IN, Map.of("email", account.email(), "password", PASSWORD));
    }

    private String partialToken() {
        return logIn(account).text("/partialToken");
    }

    private Response complete(String partialToken, String code) {
        return client.post(COMPLETE, Map.of("partialToken", partialToken, "code", code));
    }

    private void nextStep() {
        clock.advance(TotpAlgorithm.STEP);
    }

    private static void expectWrong(Response response) {
        assertThat(response.problem()).isEqualTo("wrong-code");
        assertThat(response.status()).isEqualTo(401);
        assertThat(response.header("WWW-Authenticate")).startsWith("Bearer");
    }
}
