package org.keyledger.gateway.loginpage;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.BrowserClient;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayClient.Account;
import org.keyledger.gateway.GatewayClient.Response;
import org.keyledger.gateway.GatewayTest;
import org.springframework.beans.factory.annotation.Autowired;

@GatewayTest
@DisplayName("Logging in on the page")
class PageLoginTest {

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    private Account account;
    private BrowserClient browser;

    @BeforeEach
    void signs_up() {
        account = client.signUp();
        backend.verifyEmails(account.tenant());
        browser = new BrowserClient(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example",
                "/\\evil.example",
                "https:evil.example",
                "https://localhost:8080@evil.example",
                "https://localhost.evil.example",
                "/%2Fevil.example",
                "/\t/evil.example"
            })
    void never_redirects_to_another_origin(String next) {
        var encoded = URLEncoder.encode(next, StandardCharsets.UTF_8);

        assertThat(logIn("&next=" + encoded).header("Location")).isEqualTo("/account");
        assertThat(browser.get("/login?next=" + encoded).header("Location")).isEqualTo("/account");
        assertThat(new BrowserClient(client)
                        .get("/login?next=" + encoded)
                        .httpResponse()
                        .body())
                .doesNotContain("name=\"next\"");
    }

    @Test
    void goes_on_to_the_path_that_the_person_wanted() {
        var answer = logIn("&next=%2Faccount%2Fkeys");

        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location")).isEqualTo("/account/keys");
        assertThat(browser.get("/api/auth/me").status()).isEqualTo(200);
    }

    @Test
    void replaces_a_session_cookie_that_was_there_before() {
        var stranger = new BrowserClient(client);
        var strangerAccount = client.signUp();
        backend.verifyEmails(strangerAccount.tenant());
        stranger.logIn(strangerAccount.email());
        var planted = stranger.cookie("session");
        browser.plant("session", planted);

        assertThat(logIn("").status()).isEqualTo(303);

        assertThat(browser.cookie("session")).isNotEqualTo(planted);
        assertThat(browser.get("/api/auth/me").text("/user/email")).isEqualTo(account.email());
        assertThat(stranger.get("/api/auth/me").status()).isEqualTo(401);
    }

    @Test
    void needs_the_token_of_this_session_for_forms_from_then_on() {
        var before = browser.get("/login?reauthenticate=1");
        logIn("");
        var after = browser.get("/login?reauthenticate=1");

        assertThat(GatewayClient.csrfToken(after)).isNotEqualTo(GatewayClient.csrfToken(before));
        assertThat(submit(before, "").status()).isEqualTo(403);
        assertThat(submit(after, "").status()).isEqualTo(303);
    }

    @Test
    void ignores_a_partial_token_that_was_planted() {
        browser.plant("keyledger_partial_token", "made-up");
        var page = browser.get("/login/2fa");

        var answer = browser.form(page, "/login/2fa", "code=123456");

        assertThat(answer.header("Location")).isEqualTo("/login?error=invalid-partial-token");
        assertThat(browser.cookie("keyledger_partial_token")).isEmpty();
        assertThat(browser.get("/api/auth/me").status()).isEqualTo(401);
    }

    @Test
    void shows_the_same_for_a_wrong_password_and_an_unknown_address() {
        var page = browser.get("/login");

        var wrong = browser.form(page, "/login", "email=" + account.email() + "&password=not-the-password");
        var unknown = browser.form(page, "/login", "email=nobody@example.com&password=not-the-password");

        assertThat(wrong.status()).isEqualTo(401);
        assertThat(withoutNonce(wrong).replace(account.email(), "nobody@example.com"))
                .isEqualTo(withoutNonce(unknown));
        assertThat(browser.get("/api/auth/me").status()).isEqualTo(401);
    }

    /** The nonce of the script is random in every response. */
    private static String withoutNonce(GatewayClient.Response page) {
        return page.httpResponse().body().replaceAll("nonce=\"[\\w-]{22}\"", "");
    }

    @Test
    void is_small_enough_for_a_slow_line() {
        var page = browser.get("/login");
        var stylesheet = page.httpResponse().body().replaceAll("(?s).*href=\"(/assets/[^\"]+page\\.css)\".*", "$1");

        var styles = client.get(stylesheet, "Accept-Encoding", "gzip");

        assertThat(styles.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(styles.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
        assertThat(page.httpResponse().body().length() + Integer.parseInt(styles.header("Content-Length")))
                .isLessThan(20 * 1024);
    }

    private Response logIn(String fields) {
        return submit(browser.get("/login?reauthenticate=1"), fields);
    }

    private Response submit(Response page, String fields) {
        return browser.form(
                page, "/login", "email=" + account.email() + "&password=" + GatewayClient.PASSWORD + fields);
    }
}
