package org.keyledger.gateway.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.BrowserClient;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayClient.Account;
import org.keyledger.gateway.GatewayClient.Response;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.kernel.session.SessionCommand.EndSession;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.ledger.MutableClock;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("A session in cookies")
@GatewayTest
class BrowserSessionTest {

    private static final String SESSIONS = "/api/auth/sessions";

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Autowired
    MutableClock clock;

    private Account account;
    private BrowserClient browser;

    @BeforeEach
    void logIn() {
        account = verifiedAccount();
        browser = new BrowserClient(client);
        assertThat(browser.logIn(account.email()).status()).isEqualTo(200);
    }

    private Account verifiedAccount() {
        var created = client.signUp();
        backend.verifyEmails(created.tenant());
        return created;
    }

    @Test
    void starts_with_a_log_in() {
        var other = new BrowserClient(client);

        var answer = other.logIn(account.email());

        assertThat(answer.json().propertyNames()).containsExactly("user", "requiresTOTP");
        assertThat(answer.json().at("/requiresTOTP").booleanValue()).isFalse();
        assertThat(answer.text("/user/email")).isEqualTo(account.email());
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(sessionCookies(answer)).hasSize(3).noneMatch(cookie -> cookie.contains("Max-Age"));
        assertThat(other.cookie("device")).isNotEmpty();
        assertThat(other.get(SESSIONS).status()).isEqualTo(200);
    }

    @Test
    void is_kept_when_the_browser_is_closed_if_it_is_remembered() {
        var answer = browser.post(
                "/api/auth/login",
                Map.of("email", account.email(), "password", GatewayClient.PASSWORD, "remember", true));

        assertThat(sessionCookies(answer)).hasSize(3).allMatch(cookie -> cookie.contains("Max-Age=2592000"));
        assertThat(backend.lastCommand(StartSession.class).newSession().remembered())
                .isTrue();
        assertThat(browser.post("/api/auth/refresh").httpResponse().headers().allValues("Set-Cookie"))
                .allMatch(cookie -> cookie.contains("Max-Age=2592000"));
    }

    /** Those that end with the session, unlike the cookie of the device. */
    private static List<String> sessionCookies(GatewayClient.Response answer) {
        return answer.httpResponse().headers().allValues("Set-Cookie").stream()
                .filter(cookie -> !cookie.startsWith("device="))
                .toList();
    }

    @Test
    void does_not_start_with_a_wrong_password() {
        var other = new BrowserClient(client);

        var answer = other.post("/api/auth/login", Map.of("email", account.email(), "password", "wrong password"));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("invalid-credentials");
        assertThat(answer.httpResponse().headers().allValues("Set-Cookie")).isEmpty();
    }

    @Test
    void replaces_the_one_that_the_browser_had() {
        var before = browser.copy();

        browser.logIn(account.email());

        assertThat(browser.cookie("session")).isNotEqualTo(before.cookie("session"));
        assertThat(browser.cookie("csrf_token")).isNotEqualTo(before.cookie("csrf_token"));
        assertThat(browser.get(SESSIONS).status()).isEqualTo(200);
        assertThat(before.get(SESSIONS).status()).isEqualTo(401);
        assertThat(before.post("/api/auth/refresh").status()).isEqualTo(401);
    }

    @Test
    void ignores_a_planted_cookie_at_log_in() {
        var other = new BrowserClient(client);
        other.plant("session", "AYkAAAAAcACAAAAAAAAAAQAAAAIGbTRTWhbCWE-kcSxq2_13UXNTmvvLXemm1DTLt_CxTA");
        other.plant("csrf_token", "planted");

        assertThat(other.logIn(account.email()).status()).isEqualTo(200);

        assertThat(other.cookie("session")).doesNotStartWith("AYkAAAAA");
        assertThat(backend.lastCommand(StartSession.class).replaced()).isNull();
    }

    @Test
    void is_not_read_outside_the_browser_api() {
        assertThat(browser.get("/auth/sessions").status()).isEqualTo(401);
        assertThat(browser.post("/auth/logout", browser.csrf()).status()).isEqualTo(401);
        assertThat(browser.get("/auth/check").status()).isEqualTo(401);
        assertThat(browser.get("/auth/me").status()).isEqualTo(401);
    }

    @Test
    void does_not_combine_with_another_credential() {
        assertThat(browser.get(SESSIONS, account.bearer()).problem()).isEqualTo("ambiguous-credentials");
        assertThat(browser.get(SESSIONS, "X-API-Key", account.apiKey()).problem())
                .isEqualTo("ambiguous-credentials");
        assertThat(client.get(SESSIONS, "Cookie", "session=one; session=two").problem())
                .isEqualTo("ambiguous-credentials");
    }

    @Test
    void cannot_be_replaced_by_a_token_or_a_key() {
        var byToken = client.get(SESSIONS, account.bearer());

        assertThat(byToken.status()).isEqualTo(403);
        assertThat(byToken.problem()).isEqualTo("credential-not-accepted");
        assertThat(byToken.text("/detail")).contains("session cookie");
        assertThat(client.get(SESSIONS, "X-API-Key", account.apiKey()).status()).isEqualTo(403);
        assertThat(client.get(SESSIONS).status()).isEqualTo(401);
    }

    @Test
    void is_not_opened_by_its_refresh_token_and_is_no_bearer_token() {
        var other = new BrowserClient(client);
        other.plant("session", browser.cookie("refresh_token"));

        assertThat(other.get(SESSIONS).status()).isEqualTo(401);
        assertThat(client.get("/auth/me", "Authorization", "Bearer " + browser.cookie("session"))
                        .status())
                .isEqualTo(401);
        assertThat(client.post("/auth/refresh", Map.of("refresh_token", browser.cookie("session")))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void needs_the_csrf_token_of_this_session_for_changes() {
        var other = new BrowserClient(client);
        other.logIn(account.email());
        var before = backend.head();

        assertThat(refused(browser.post(SESSIONS + "/revoke-others"))).isTrue();
        assertThat(refused(browser.post(SESSIONS + "/revoke-others", "X-CSRF-Token", "wrong")))
                .isTrue();
        assertThat(refused(browser.post(SESSIONS + "/revoke-others", other.csrf())))
                .isTrue();
        var planted = browser.copy();
        planted.plant("csrf_token", other.cookie("csrf_token"));
        assertThat(refused(planted.post(SESSIONS + "/revoke-others", other.csrf())))
                .isTrue();
        planted.plant("csrf_token", "");
        assertThat(refused(planted.post(SESSIONS + "/revoke-others", browser.csrf())))
                .isTrue();
        assertThat(refused(browser.delete(SESSIONS + "/0198f3c2-a1b2-7c3d-8e4f-5a6b7c8d9e0f")))
                .isTrue();

        assertThat(backend.head()).isEqualTo(before);
        assertThat(browser.post(SESSIONS + "/revoke-others", browser.csrf()).status())
                .isEqualTo(200);
    }

    @Test
    void is_checked_before_the_body() {
        var answer = client.send(
                "POST",
                "/api/auth/change-password",
                "no json at all",
                "Content-Type",
                "text/plain",
                "Cookie",
                "session=" + browser.cookie("session"));

        assertThat(refused(answer)).isTrue();
    }

    private static boolean refused(Response answer) {
        return answer.status() == 403 && answer.problem().equals("invalid-csrf-token");
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://localhost:8080.evil.example",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site"
    })
    void is_not_changed_by_pages_of_other_origins(String header, String value) {
        var before = backend.head();

        for (var path : new String[] {"/api/auth/logout", "/api/auth/refresh", SESSIONS + "/revoke-others"}) {
            var answer = browser.post(path, "X-CSRF-Token", browser.cookie("csrf_token"), header, value);
            assertThat(answer.status()).as(path).isEqualTo(403);
            assertThat(answer.problem()).isEqualTo("foreign-origin");
        }
        var logIn = client.post(
                "/api/auth/login", Map.of("email", account.email(), "password", GatewayClient.PASSWORD), header, value);
        assertThat(logIn.problem()).isEqualTo("foreign-origin");
        assertThat(client.post("/api/auth/forgot-password", Map.of("email", account.email()), header, value)
                        .status())
                .isEqualTo(403);

        assertThat(backend.head()).isEqualTo(before);
        assertThat(browser.get(SESSIONS, header, value).status()).isEqualTo(200);
    }

    @Test
    void accepts_its_own_pages() {
        assertThat(browser.post(
                                SESSIONS + "/revoke-others",
                                "X-CSRF-Token",
                                browser.cookie("csrf_token"),
                                "Origin",
                                "http://localhost:8080",
                                "Sec-Fetch-Site",
                                "same-origin")
                        .status())
                .isEqualTo(200);
        assertThat(browser.post("/api/auth/refresh", "Origin", "http://localhost:8080")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void ends_with_a_log_out() {
        var copy = browser.copy();

        var answer = browser.post("/api/auth/logout");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/ok").booleanValue()).isTrue();
        assertThat(answer.text("/message")).isNotEmpty();
        assertThat(browser.cookie("session") + browser.cookie("refresh_token") + browser.cookie("csrf_token"))
                .isEmpty();
        assertThat(copy.get(SESSIONS).status()).isEqualTo(401);
        assertThat(copy.post("/api/auth/refresh").status()).isEqualTo(401);
        assertThat(copy.post("/api/auth/logout").status()).isEqualTo(200);
    }

    @Test
    void log_out_needs_no_session_but_a_right_csrf_token_if_one_is_sent() {
        assertThat(client.post("/api/auth/logout").status()).isEqualTo(200);
        assertThat(client.post("/api/auth/logout", "X-CSRF-Token", "x").status())
                .isEqualTo(200);

        assertThat(refused(browser.post("/api/auth/logout", "X-CSRF-Token", "wrong")))
                .isTrue();
        assertThat(refused(browser.post("/api/auth/refresh", "X-CSRF-Token", "wrong")))
                .isTrue();
        assertThat(browser.post("/api/auth/logout", browser.csrf()).status()).isEqualTo(200);
    }

    @Test
    void log_out_takes_no_body() {
        assertThat(browser.post("/api/auth/logout", Map.of("all", true)).problem())
                .isEqualTo("invalid-request");
        assertThat(browser.post("/api/auth/logout", Map.of()).status()).isEqualTo(200);
    }

    @Test
    void log_out_is_not_confirmed_while_the_session_may_still_be_accepted() {
        backend.verifierIsLate = true;
        try {
            var answer = browser.copy().post("/api/auth/logout");

            assertThat(answer.problem()).isEqualTo("verifier-behind");
        } finally {
            backend.verifierIsLate = false;
        }
    }

    @Test
    void is_renewed_by_the_refresh_cookie() {
        var before = browser.copy();

        var answer = browser.post("/api/auth/refresh");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/message")).isNotEmpty();
        assertThat(browser.cookie("session")).isNotEqualTo(before.cookie("session"));
        assertThat(browser.cookie("refresh_token")).isNotEqualTo(before.cookie("refresh_token"));
        assertThat(browser.cookie("csrf_token")).isEqualTo(before.cookie("csrf_token"));
        assertThat(browser.get(SESSIONS).status()).isEqualTo(200);
        clock.advance(Duration.ofMillis(9_999));
        assertThat(before.get(SESSIONS).status()).isEqualTo(200);
        clock.advance(Duration.ofMillis(1));
        assertThat(before.get(SESSIONS).status()).isEqualTo(401);
        assertThat(browser.get(SESSIONS).status()).isEqualTo(200);
    }

    @Test
    void is_not_renewed_without_a_refresh_cookie() {
        assertThat(client.post("/api/auth/refresh").status()).isEqualTo(401);
        assertThat(client.post("/api/auth/refresh").problem()).isEqualTo("invalid-refresh-token");
        assertThat(client.post("/api/auth/refresh", "Cookie", "session=" + browser.cookie("session"))
                        .status())
                .isEqualTo(401);
        assertThat(client.post("/api/auth/refresh", "Cookie", "refresh_token=" + browser.cookie("session"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void is_renewed_by_the_refresh_cookie_alone() {
        assertThat(client.post("/api/auth/refresh", "Cookie", "refresh_token=" + browser.cookie("refresh_token"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void is_not_exchanged_for_the_session_of_a_planted_refresh_cookie() {
        var attacker = new BrowserClient(client);
        attacker.logIn(verifiedAccount().email());
        var planted = browser.copy();
        planted.plant("refresh_token", attacker.cookie("refresh_token"));

        assertThat(planted.post("/api/auth/refresh").status()).isEqualTo(401);

        var both = client.post(
                "/api/auth/refresh",
                "Cookie",
                "refresh_token=" + attacker.cookie("refresh_token") + "; refresh_token="
                        + browser.cookie("refresh_token"));
        assertThat(both.problem()).isEqualTo("ambiguous-credentials");
        var withSession = client.post(
                "/api/auth/refresh",
                "Cookie",
                "refresh_token=" + attacker.cookie("refresh_token") + "; refresh_token="
                        + browser.cookie("refresh_token") + "; session=" + browser.cookie("session"));
        assertThat(withSession.status()).isEqualTo(200);
    }

    @Test
    void lists_and_ends_sessions() {
        var other = new BrowserClient(client);
        other.logIn(account.email());
        var id = other.get(SESSIONS)
                .json()
                .at("/sessions")
                .valueStream()
                .filter(session -> session.at("/current").booleanValue())
                .findFirst()
                .orElseThrow()
                .at("/id")
                .asString();

        var answer = browser.delete(SESSIONS + "/" + id, browser.csrf());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.httpResponse().headers().allValues("Set-Cookie")).isEmpty();
        assertThat(other.get(SESSIONS).status()).isEqualTo(401);
        assertThat(browser.get(SESSIONS).status()).isEqualTo(200);
    }

    @Test
    void removes_the_cookies_when_it_ends_itself() {
        var id = backend.lastCommand(StartSession.class).session();

        assertThat(browser.delete(SESSIONS + "/" + id, browser.csrf()).status()).isEqualTo(200);

        assertThat(browser.cookie("session")).isEmpty();
        assertThat(backend.lastCommand(EndSession.class).session()).isEqualTo(id);
    }

    @Test
    void changes_the_password_and_stays() {
        var other = new BrowserClient(client);
        other.logIn(account.email());

        var answer =
                browser.post("/api/auth/change-password", Map.of("password", "correct horse battery"), browser.csrf());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/ok").booleanValue()).isTrue();
        assertThat(browser.get(SESSIONS).status()).isEqualTo(200);
        assertThat(other.get(SESSIONS).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data"})
    void does_not_start_with_a_form(String type) {
        var answer = client.send(
                "POST",
                "/api/auth/login",
                "{\"email\":\"" + account.email() + "\",\"password\":\"" + GatewayClient.PASSWORD + "\"}",
                "Content-Type",
                type);

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.problem()).isEqualTo("json-only");
    }

    @Test
    void resets_the_password_by_mail() {
        var known = client.post("/api/auth/forgot-password", Map.of("email", account.email()));
        var unknown = client.post("/api/auth/forgot-password", Map.of("email", "nobody-here@example.com"));

        assertThat(known.status()).isEqualTo(200);
        assertThat(known.json()).isEqualTo(unknown.json());
        assertThat(known.json().propertyNames()).containsExactly("ok", "message");
        assertThat(client.post("/api/auth/reset-password/validate", Map.of("token", "unknown token"))
                        .json()
                        .at("/valid")
                        .booleanValue())
                .isFalse();
        assertThat(client.post(
                                "/api/auth/reset-password",
                                Map.of("token", "abc123def456ghi789jkl012mno345", "password", "newS3cure!Pass"))
                        .problem())
                .isEqualTo("invalid-token");
    }
}
