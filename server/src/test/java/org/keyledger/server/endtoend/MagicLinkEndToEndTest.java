package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.server.endtoend.ServiceClient.Response;

/** Log-ins and sign-ups with a mailed link, and people who have only a part of what that takes. */
@DisplayName("A magic link")
class MagicLinkEndToEndTest {

    private static final Pattern LINK = Pattern.compile("/magic-link\\?token=([A-Za-z0-9_-]+)");

    private static final Pattern SHOWN_CODE = Pattern.compile("<strong>([0-9]{6})</strong>");
    private static final int RACERS = 8;
    /** The limit of sign-ups of an address in ten minutes. */
    private static final int SIGN_UPS = 20;
    /** The limit of tokens in a minute. */
    private static final int LOOKS = 30;

    private final ServiceClient client = SharedService.client();

    @Test
    void logs_in_once_where_it_was_requested() {
        var email = "magic-known@example.com";
        client.signUp(email).expect(201);
        var browser = request(email);
        var token = client.awaitMail(email, LINK);

        client.get("/magic-link?token=" + token).expect(200);
        confirm(client, token).expect(401);
        var session = confirm(browser, token).expect(200).string("/token");

        assertThat(client.bearer(session).get("/auth/me").expect(200).string("/user/email"))
                .isEqualTo(email);
        confirm(browser, token).expect(400);
    }

    /** Until then, anybody may have created the account. */
    @Test
    void ends_everything_of_somebody_who_signed_up_with_the_address_before() {
        var email = "magic-victim@example.com";
        var stranger = client.signUp(email).expect(201);
        var browser = request(email);

        confirm(browser, client.awaitMail(email, LINK)).expect(200);

        client.bearer(stranger.string("/token")).get("/auth/me").expect(401);
        assertThat(client.check(stranger.string("/api_key"))).isEqualTo(401);
        client.logIn(email).expect(401);
    }

    @Test
    void creates_an_account_with_a_name() {
        var email = "magic-unknown@example.com";
        var browser = request(email);
        var token = client.awaitMail(email, LINK);

        confirm(browser, token).expect(400);
        var created = browser.post("/auth/magic-link/confirm", "{\"token\":\"%s\",\"name\":\"Ada\"}".formatted(token))
                .expect(200);

        assertThat(created.string("/user/name")).isEqualTo("Ada");
        assertThat(created.body().at("/email_verified").asBoolean()).isTrue();
    }

    @Test
    void is_not_used_up_by_a_sign_up_beyond_the_limit() {
        var email = "magic-limited@example.com";
        var browser = request(email);
        var confirmation = "{\"token\":\"%s\",\"name\":\"Ada\"}".formatted(client.awaitMail(email, LINK));
        for (var signUp = 0; signUp < SIGN_UPS; signUp++) {
            client.post("/auth/signup", "{}").expect(400);
        }

        browser.post("/auth/magic-link/confirm", confirmation).expect(429);

        browser.from("192.0.2.20")
                .post("/auth/magic-link/confirm", confirmation)
                .expect(200);
    }

    @Test
    void starts_one_session_in_a_race() {
        var email = "magic-race@example.com";
        var user = owner(email);
        var browser = request(email);
        var token = client.awaitMail(email, LINK);
        var before = sessions(user);

        var statuses = race(() -> confirm(browser, token));

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 400);
        assertThat(sessions(user)).isEqualTo(before + 1);
    }

    @Test
    void creates_one_account_in_a_race() {
        var email = "magic-sign-up-race@example.com";
        var browser = request(email);
        var token = client.awaitMail(email, LINK);

        var statuses = race(
                () -> browser.post("/auth/magic-link/confirm", "{\"token\":\"%s\",\"name\":\"Ada\"}".formatted(token)));

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 400);
    }

    /** Neither a scanner of mails nor a page of another site, which has no CSRF token, uses it or shows its code. */
    @Test
    void is_not_used_by_looking_at_it() {
        var email = "magic-scanner@example.com";
        owner(email);
        var browser = request(email);
        var token = client.awaitMail(email, LINK);
        var headReader = new LedgerHeadReader(SharedService.service());
        var before = headReader.countWhenSettled();

        for (var visitor : List.of(client, browser)) {
            visitor.head("/magic-link?token=" + token).expect(200);
            var page = visitor.get("/magic-link?token=" + token).expect(200);
            assertThat(page.headers().allValues("Set-Cookie"))
                    .noneMatch(cookie -> cookie.startsWith("session=") || cookie.startsWith("magic="));
            assertThat(SHOWN_CODE.matcher(page.text()).find()).isFalse();
            visitor.formWithoutToken("/magic-link", "token=" + token).expect(403);
        }

        assertThat(headReader.countWhenSettled()).isEqualTo(before);
        confirm(browser, token).expect(200);
    }

    @Test
    void has_a_limit_for_tokens_and_none_for_its_form() {
        var visitor = SharedService.client();
        for (var look = 0; look < LOOKS; look++) {
            visitor.get("/magic-link").expect(200);
        }
        for (var look = 0; look < LOOKS; look++) {
            visitor.get("/magic-link?token=bad").expect(200);
        }
        visitor.get("/magic-link?token=bad").expect(429);
        visitor.get("/magic-link?token").expect(429);
        visitor.get("/magic-link").expect(200);
    }

    @Test
    void is_neither_sent_nor_accepted_where_the_tenant_forbids_it() {
        var email = "magic-off@example.com";
        var founder = owner(email);
        var browser = request(email);
        var token = client.awaitMail(email, LINK);
        var headReader = new LedgerHeadReader(SharedService.service());

        founder.patch("/customer/policies", "{\"magic_link\":\"off\"}").expect(200);
        request(email);
        headReader.countWhenSettled();
        var refused = confirm(browser, token).expect(400);
        founder.patch("/customer/policies", "{\"magic_link\":\"on\"}").expect(200);

        assertThat(refused.string("/type")).endsWith("/invalid-token");
        // a second link would have retired it
        confirm(browser, token).expect(200);
    }

    @Test
    void does_not_replace_a_second_factor() {
        var email = "magic-factor@example.com";
        var app = enroll(owner(email));

        var browser = request(email);
        var partial = confirm(browser, client.awaitMail(email, LINK)).expect(200);
        assertThat(partial.body().propertyNames()).containsExactlyInAnyOrder("requiresTOTP", "partialToken", "user");
        var opened = client.post(
                        "/auth/login/2fa",
                        "{\"partialToken\":\"%s\",\"code\":\"%s\"}"
                                .formatted(partial.string("/partialToken"), app.secondCode()))
                .expect(200);
        client.bearer(opened.string("/token")).get("/auth/me").expect(200);
    }

    @Test
    void does_not_replace_a_second_factor_on_a_page() {
        var email = "magic-page-factor@example.com";
        enroll(owner(email));

        var browser = request(email);
        var answer = browser.form("/magic-link", "token=" + client.awaitMail(email, LINK))
                .expect(303);

        assertThat(answer.headers().firstValue("Location")).hasValue("/login/2fa");
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("session="));
    }

    /** Otherwise, the stranger could keep the owner of the address out. */
    @Test
    void ends_the_second_factor_of_somebody_who_signed_up_with_the_address_before() {
        var email = "magic-factor-victim@example.com";
        enroll(client.bearer(client.signUp(email).expect(201).string("/token")));

        var browser = request(email);
        var opened = confirm(browser, client.awaitMail(email, LINK)).expect(200);

        client.bearer(opened.string("/token")).get("/auth/me").expect(200);
    }

    @Test
    void takes_the_code_that_is_shown_in_another_browser() {
        var email = "magic-code@example.com";
        owner(email);
        var browser = request(email);
        var code = showCode(client.awaitMail(email, LINK));

        code(client, code).expect(400);
        code(browser, code.equals("000000") ? "000001" : "000000").expect(401);
        code(browser, code).expect(200);
        code(browser, code).expect(400);
    }

    @Test
    void refuses_every_code_after_five_wrong_ones() {
        var email = "magic-guess@example.com";
        owner(email);
        var browser = request(email);
        var token = client.awaitMail(email, LINK);

        // the first before it is shown
        code(browser, "000000").expect(401);
        var code = showCode(token);
        for (var guess = 1; guess < 5; guess++) {
            code(browser, code.equals("00000" + guess) ? "000009" : "00000" + guess)
                    .expect(401);
        }

        assertThat(code(browser, code).expect(400).string("/type")).endsWith("/invalid-token");
        confirm(browser, token).expect(200);
    }

    @Test
    void is_retired_by_the_next_one() {
        var email = "magic-twice@example.com";
        client.signUp(email).expect(201);
        var first = request(email);
        var token = client.awaitMail(email, LINK);
        var second = request(email);
        client.awaitMail(email, Pattern.compile("token=(?!" + token + ")([A-Za-z0-9_-]{64})\\b"));

        confirm(first, token).expect(400);
        assertThat(second).isNotSameAs(first);
    }

    /** A user who has proved in the session of the sign-up that the address is theirs. */
    private ServiceClient owner(String email) {
        var user = client.bearer(client.signUp(email).expect(201).string("/token"));
        user.post("/auth/verify-email/confirm", "{\"token\":\"%s\"}".formatted(client.awaitVerificationToken(email)))
                .expect(200);
        return user;
    }

    private static AuthenticatorApp enroll(ServiceClient user) {
        var app =
                new AuthenticatorApp(user.post("/auth/totp/enroll").expect(200).string("/secret"));
        user.post("/auth/totp/confirm", "{\"code\":\"%s\"}".formatted(app.firstCode()))
                .expect(200);
        return app;
    }

    private static int sessions(ServiceClient user) {
        return user.get("/auth/sessions?limit=200")
                .expect(200)
                .body()
                .path("sessions")
                .size();
    }

    private static List<Integer> race(Supplier<Response> call) {
        var calls = Stream.generate(() -> CompletableFuture.supplyAsync(call, task -> new Thread(task).start()))
                .limit(RACERS)
                .toList();
        return calls.stream().map(it -> it.join().status()).toList();
    }

    /** As the page does in a browser that has not requested the link. */
    private String showCode(String token) {
        var shown = client.form("/magic-link", "token=" + token).expect(200);
        var matcher = SHOWN_CODE.matcher(shown.text());
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    /** @return the client with the cookie of the request */
    private ServiceClient request(String email) {
        var sent = client.post("/auth/magic-link/request", "{\"email\":\"%s\"}".formatted(email))
                .expect(200);
        assertThat(sent.headers().firstValue("Ledger-Position")).isEmpty();
        var cookie = HttpCookie.parse(sent.headers().firstValue("Set-Cookie").orElseThrow())
                .get(0);
        assertThat(cookie.getName()).isEqualTo("magic");
        return client.with("Cookie", "magic=" + cookie.getValue());
    }

    private static Response confirm(ServiceClient client, String token) {
        return client.post("/auth/magic-link/confirm", "{\"token\":\"%s\"}".formatted(token));
    }

    private static Response code(ServiceClient client, String code) {
        return client.post("/auth/magic-link/confirm", "{\"code\":\"%s\"}".formatted(code));
    }
}
