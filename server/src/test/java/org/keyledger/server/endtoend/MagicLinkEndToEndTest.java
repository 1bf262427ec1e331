package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.server.endtoend.ServiceClient.Response;

/** Log-ins and sign-ups with a mailed link, and people who have only a part of what that takes. */
@DisplayName("A magic link")
class MagicLinkEndToEndTest {

    private static final Pattern LINK = Pattern.compile("/magic-link\\?token=([A-Za-z0-9_-]+)");

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
    void takes_the_code_that_is_shown_in_another_browser() {
        var email = "magic-code@example.com";
        client.signUp(email).expect(201);
        var browser = request(email);
        var token = client.awaitMail(email, LINK);

        var shown = client.form("/magic-link", "token=" + token).expect(200);
        var matcher = Pattern.compile("<strong>([0-9]{6})</strong>").matcher(shown.text());
        assertThat(matcher.find()).isTrue();

        code(client, matcher.group(1)).expect(400);
        code(browser, matcher.group(1).equals("000000") ? "000001" : "000000").expect(401);
        code(browser, matcher.group(1)).expect(200);
    }

    @Test
    void ends_after_five_wrong_codes() {
        var email = "magic-guess@example.com";
        client.signUp(email).expect(201);
        var browser = request(email);
        client.awaitMail(email, LINK);

        for (var guess = 0; guess < 5; guess++) {
            code(browser, "00000" + guess).expect(401);
        }
        code(browser, "000005").expect(400);
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
