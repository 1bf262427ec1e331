package org.keyledger.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.gateway.GatewayClient.PASSWORD;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.BrowserClient;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayClient.Account;
import org.keyledger.gateway.GatewayClient.Response;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.gateway.stepup.TotpApp;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.ledger.MutableClock;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("A second factor in the browser")
@GatewayTest
class BrowserSecondFactorTest {

    private static final String COMPLETE = "/api/auth/login/2fa";

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Autowired
    MutableClock clock;

    private Account account;
    private BrowserClient browser;
    private TotpApp app;
    private String recoveryCode;

    @BeforeEach
    void turn_it_on() {
        account = client.signUp();
        backend.verifyEmails(account.tenant());
        browser = new BrowserClient(client);
        assertThat(browser.logIn(account.email()).status()).isEqualTo(200);
        app = new TotpApp(
                browser.post("/api/auth/totp/enroll", Map.of(), browser.csrf()).text("/secret"), clock);
        var confirmed = browser.post("/api/auth/totp/confirm", Map.of("code", app.code()), browser.csrf());
        assertThat(confirmed.json().at("/recovery_codes")).hasSize(10);
        recoveryCode = confirmed.text("/recovery_codes/0");
        clock.advance(Duration.ofSeconds(30));
    }

    @Test
    void is_asked_for_without_setting_a_cookie() {
        var other = new BrowserClient(client);

        var asked = other.logIn(account.email());

        assertThat(asked.status()).isEqualTo(200);
        assertThat(asked.json().propertyNames()).containsExactlyInAnyOrder("requiresTOTP", "partialToken", "user");
        assertThat(asked.json().at("/requiresTOTP").booleanValue()).isTrue();
        assertThat(asked.json().at("/user")).isEmpty();
        assertThat(asked.httpResponse().headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void starts_a_session_with_cookies() {
        var other = new BrowserClient(client);
        var token = other.logIn(account.email()).text("/partialToken");

        assertThat(complete(other, token, app.wrongCode()).problem()).isEqualTo("wrong-code");
        assertThat(other.cookie("session")).isEmpty();
        var opened = complete(other, token, app.code());

        assertThat(opened.status()).isEqualTo(200);
        assertThat(opened.json().propertyNames()).containsExactly("user");
        assertThat(opened.text("/user/email")).isEqualTo(account.email());
        assertThat(other.cookie("session")).isNotEmpty();
        assertThat(other.get("/api/auth/sessions").status()).isEqualTo(200);
        assertThat(complete(other, token, recoveryCode).problem()).isEqualTo("invalid-partial-token");
    }

    @Test
    void keeps_whether_to_remember_and_replaces_the_session_of_the_browser() {
        var asked = browser.post(
                "/api/auth/login", Map.of("email", account.email(), "password", PASSWORD, "remember", true));
        var before = browser.copy();

        assertThat(complete(browser, asked.text("/partialToken"), app.code()).status())
                .isEqualTo(200);

        var started = backend.lastCommand(StartSession.class);
        assertThat(started.newSession().remembered()).isTrue();
        assertThat(started.replaced()).isNotNull();
        assertThat(before.cookie("session")).isNotEqualTo(browser.cookie("session"));
    }

    @Test
    void is_completed_only_on_the_api_where_the_log_in_began() {
        var ofBrowser = new BrowserClient(client).logIn(account.email()).text("/partialToken");
        var ofTokenApi = client.post("/auth/login", Map.of("email", account.email(), "password", PASSWORD))
                .text("/partialToken");

        assertThat(client.post("/auth/login/2fa", Map.of("partialToken", ofBrowser, "code", app.code()))
                        .problem())
                .isEqualTo("invalid-partial-token");
        assertThat(complete(new BrowserClient(client), ofTokenApi, app.code()).problem())
                .isEqualTo("invalid-partial-token");
    }

    @Test
    void changes_only_with_the_csrf_token() {
        for (var path : new String[] {
            "/api/auth/totp/enroll", "/api/auth/totp/confirm", "/api/auth/totp/disable", "/api/auth/recovery-codes"
        }) {
            assertThat(browser.post(path, Map.of("code", recoveryCode)).status())
                    .as(path)
                    .isEqualTo(403);
            assertThat(client.post(path, Map.of("code", recoveryCode), account.bearer())
                            .problem())
                    .as(path)
                    .isEqualTo("credential-not-accepted");
        }
        assertThat(browser.post("/api/auth/recovery-codes", Map.of("code", recoveryCode), browser.csrf())
                        .status())
                .isEqualTo(200);
        assertThat(browser.post("/api/auth/totp/disable", Map.of(), browser.csrf())
                        .status())
                .isEqualTo(200);
    }

    private static Response complete(BrowserClient browser, String partialToken, String code) {
        return browser.post(COMPLETE, Map.of("partialToken", partialToken, "code", code));
    }
}
