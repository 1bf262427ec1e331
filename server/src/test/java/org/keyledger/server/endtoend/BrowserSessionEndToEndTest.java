package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantees about sessions in cookies, on the running service. */
@DisplayName("A browser session")
class BrowserSessionEndToEndTest {

    private static final String SESSIONS = "/api/auth/sessions";
    private static final String REVOKE_OTHERS = SESSIONS + "/revoke-others";

    private final LedgerHeadReader head = new LedgerHeadReader(SharedService.service());

    @Test
    void is_accepted_as_soon_as_it_starts_and_refused_as_soon_as_it_ends() {
        var browser = CookieClient.loggedIn("cookie-life@example.com");
        assertThat(browser.get(SESSIONS).statusCode()).isEqualTo(200);
        var copy = browser.copy();

        assertThat(browser.post("/api/auth/logout", "").statusCode()).isEqualTo(200);

        assertThat(browser.cookie("session")).isEmpty();
        assertThat(copy.get(SESSIONS).statusCode()).isEqualTo(401);
        assertThat(copy.post("/api/auth/refresh", "").statusCode()).isEqualTo(401);
        assertThat(copy.post("/api/auth/logout", "").statusCode()).isEqualTo(200);
    }

    /** Session fixation: a cookie that somebody set before the log-in, and a log-in as another user. */
    @Test
    void has_a_new_id_after_every_log_in() {
        var attacker = CookieClient.loggedIn("cookie-attacker@example.com");
        CookieClient.loggedIn("cookie-victim@example.com");
        var victim = attacker.copy(); // a browser in which the attacker planted cookies

        assertThat(victim.logIn("cookie-victim@example.com").statusCode()).isEqualTo(200);

        assertThat(victim.cookie("session")).isNotEqualTo(attacker.cookie("session"));
        assertThat(victim.cookie("csrf_token")).isNotEqualTo(attacker.cookie("csrf_token"));
        assertThat(attacker.get(SESSIONS).statusCode()).isEqualTo(401);
        assertThat(victim.get(SESSIONS).body()).contains("\"current\":true");
        var earlier = victim.copy();
        assertThat(victim.logIn("cookie-attacker@example.com").statusCode()).isEqualTo(200);
        assertThat(earlier.get(SESSIONS).statusCode()).isEqualTo(401);
    }

    @Test
    void is_not_used_by_a_page_of_another_site() {
        var browser = CookieClient.loggedIn("cookie-csrf@example.com");
        var other = CookieClient.loggedIn("cookie-csrf-other@example.com");
        var token = browser.cookie("csrf_token");
        var before = head.countWhenSettled();

        var refused = List.of(
                browser.post(REVOKE_OTHERS, ""),
                browser.post(REVOKE_OTHERS, "", "X-CSRF-Token", "wrong"),
                browser.post(REVOKE_OTHERS, "", "X-CSRF-Token", other.cookie("csrf_token")),
                browser.post(REVOKE_OTHERS, "", "X-CSRF-Token", token, "Origin", "https://evil.example"),
                browser.post(REVOKE_OTHERS, "", "X-CSRF-Token", token, "Sec-Fetch-Site", "cross-site"),
                browser.post("/api/auth/logout", "", "Origin", "https://evil.example"),
                browser.post("/api/auth/logout", "", "Sec-Fetch-Site", "cross-site"),
                browser.post("/api/auth/logout", "", "X-CSRF-Token", "wrong"),
                browser.post("/api/auth/refresh", "", "Origin", "null"),
                browser.post("/api/auth/refresh", "", "Sec-Fetch-Site", "cross-site"),
                browser.post("/api/auth/refresh", "", "X-CSRF-Token", other.cookie("csrf_token")),
                browser.post(
                        "/api/auth/change-password",
                        "password=attackers+password",
                        "Content-Type",
                        "application/x-www-form-urlencoded"),
                browser.send("DELETE", SESSIONS + "/0198f3c2-a1b2-7c3d-8e4f-5a6b7c8d9e0f", ""));

        assertThat(refused).extracting(HttpResponse::statusCode).containsOnly(403);
        assertThat(refused)
                .allSatisfy(
                        it -> assertThat(it.headers().firstValue("Set-Cookie")).isEmpty());
        assertThat(head.countWhenSettled()).isEqualTo(before);
        assertThat(browser.get(SESSIONS).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void does_not_start_with_what_a_form_can_send(String type) {
        var json = "{\"email\":\"nobody@example.com\",\"password\":\"%s\"}".formatted(ServiceClient.PASSWORD);
        var before = head.countWhenSettled();
        var browser = new CookieClient(SharedService.client().base());

        for (var path : List.of("/api/auth/login", "/api/auth/forgot-password", "/api/auth/reset-password")) {
            assertThat(browser.post(path, json, "Content-Type", type).statusCode())
                    .as(path)
                    .isEqualTo(415);
            assertThat(browser.post(path, json, "Content-Type", type, "Origin", "https://evil.example")
                            .statusCode())
                    .as(path)
                    .isEqualTo(403);
        }

        assertThat(head.countWhenSettled()).isEqualTo(before);
    }

    @Test
    void refreshes_once_for_parallel_calls_and_keeps_the_replaced_cookie_for_the_grace_period() {
        var browser = CookieClient.loggedIn("cookie-parallel@example.com");
        var old = browser.copy();
        var copies = IntStream.range(0, 8).mapToObj(it -> browser.copy()).toList();

        var statuses = copies.stream()
                .map(copy -> CompletableFuture.supplyAsync(
                        () -> copy.post("/api/auth/refresh", "").statusCode(), task -> new Thread(task).start()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(statuses).containsOnly(200);
        assertThat(copies.stream().map(copy -> copy.cookie("session")).distinct())
                .hasSize(1);
        assertThat(copies.stream().map(copy -> copy.cookie("refresh_token")).distinct())
                .hasSize(1);
        assertThat(copies.get(0).cookie("session")).isNotEqualTo(old.cookie("session"));
        assertThat(old.get(SESSIONS).statusCode()).isEqualTo(200);
        assertThat(copies.get(0).get(SESSIONS).statusCode()).isEqualTo(200);
        assertThat(copies.get(0).post(REVOKE_OTHERS).statusCode()).isEqualTo(200);
    }

    @Test
    void ends_when_a_refresh_cookie_is_used_after_it_was_replaced_twice() {
        var browser = CookieClient.loggedIn("cookie-reuse@example.com");
        var stolen = browser.copy();
        assertThat(browser.post("/api/auth/refresh", "").statusCode()).isEqualTo(200);
        assertThat(browser.post("/api/auth/refresh", "").statusCode()).isEqualTo(200);
        assertThat(stolen.get(SESSIONS).statusCode()).isEqualTo(401);

        assertThat(stolen.post("/api/auth/refresh", "").statusCode()).isEqualTo(401);

        assertThat(browser.get(SESSIONS).statusCode()).isEqualTo(401);
        assertThat(browser.post("/api/auth/refresh", "").statusCode()).isEqualTo(401);
    }

    @Test
    void ends_elsewhere_on_request_and_with_the_password() {
        var email = "cookie-elsewhere@example.com";
        var here = CookieClient.loggedIn(email);
        var there = new CookieClient(SharedService.client().base());
        there.logIn(email);

        assertThat(here.post(REVOKE_OTHERS).statusCode()).isEqualTo(200);

        assertThat(there.get(SESSIONS).statusCode()).isEqualTo(401);
        there.logIn(email);
        var token = SharedService.client().logIn(email).expect(200).string("/token");
        var changed = here.post(
                "/api/auth/change-password",
                "{\"current_password\":\"%s\",\"password\":\"an entirely new password\"}"
                        .formatted(ServiceClient.PASSWORD),
                "Content-Type",
                "application/json",
                "X-CSRF-Token",
                here.cookie("csrf_token"));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(there.get(SESSIONS).statusCode()).isEqualTo(401);
        assertThat(SharedService.client().bearer(token).get("/auth/me").status())
                .isEqualTo(401);
        assertThat(here.get(SESSIONS).statusCode()).isEqualTo(200);
    }

    @Test
    void does_not_survive_a_concurrent_log_out() {
        for (var round = 0; round < 3; round++) {
            var browser = CookieClient.loggedIn("cookie-race" + round + "@example.com");
            var leaving = browser.copy();
            var refreshing = browser.copy();
            var refreshed = CompletableFuture.supplyAsync(
                    () -> refreshing.post("/api/auth/refresh", ""), task -> new Thread(task).start());

            assertThat(leaving.post("/api/auth/logout", "").statusCode()).isEqualTo(200);

            refreshed.join();
            assertThat(refreshing.get(SESSIONS).statusCode()).isEqualTo(401);
            assertThat(refreshing.post("/api/auth/refresh", "").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void is_reset_by_mail_with_a_token_that_either_api_accepts() {
        var email = "cookie-reset@example.com";
        var browser = CookieClient.loggedIn(email);
        var json = new String[] {"Content-Type", "application/json"};
        assertThat(browser.post("/api/auth/forgot-password", "{\"email\":\"" + email + "\"}", json)
                        .body())
                .contains("\"ok\":true");
        var token = SharedService.client().awaitResetToken(email);

        assertThat(browser.post("/api/auth/reset-password/validate", "{\"token\":\"" + token + "\"}", json)
                        .body())
                .contains("\"valid\":true");
        assertThat(browser.post(
                                "/api/auth/reset-password",
                                "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, ServiceClient.PASSWORD),
                                json)
                        .body())
                .contains("\"ok\":true");

        assertThat(browser.get(SESSIONS).statusCode()).isEqualTo(401);
        assertThat(browser.logIn(email).statusCode()).isEqualTo(200);
    }

    /** Cache deception: a path that looks like a static file, below a path with personal data. */
    @Test
    void is_not_cached_and_not_found_below_another_path() {
        var browser = CookieClient.loggedIn("cookie-cache@example.com");

        for (var path : List.of(SESSIONS, SESSIONS + "/x.css", "/api/auth/me/x.css", SESSIONS + "?v=x.js")) {
            var response = browser.get(path);
            assertThat(response.headers().firstValue("Cache-Control").orElse(""))
                    .as(path)
                    .contains("no-store");
            assertThat(response.statusCode() == 200).as(path).isEqualTo(!path.endsWith(".css"));
        }
    }

    @Test
    void sets_the_cookies_of_plain_http() {
        var browser = CookieClient.loggedIn("cookie-attributes@example.com");

        var cookies = browser.logIn("cookie-attributes@example.com").headers().allValues("Set-Cookie");

        assertThat(cookies).hasSize(4).allMatch(it -> it.contains("SameSite=Lax") && !it.contains("Secure"));
        assertThat(cookies.get(0)).startsWith("session=").contains("Path=/;", "HttpOnly");
        assertThat(cookies.get(1)).startsWith("refresh_token=").contains("Path=/api/auth;", "HttpOnly");
        assertThat(cookies.get(2)).startsWith("csrf_token=").contains("Path=/;").doesNotContain("HttpOnly");
        assertThat(cookies.get(3)).startsWith("device=").contains("Path=/;", "HttpOnly");
    }

    @Test
    void does_not_start_before_the_address_is_verified() {
        var email = "cookie-unverified@example.com";
        SharedService.client().signUp(email).expect(201);
        var browser = new CookieClient(SharedService.client().base());

        var refused = browser.logIn(email);

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body())
                .contains("\"detail\":\"Email not verified. Please check your inbox for the activation link.\"");
        assertThat(browser.cookie("session")).isEmpty();
    }
}
