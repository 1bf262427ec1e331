package org.keyledger.gateway.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.gateway.GatewayClient.PASSWORD;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keyledger.gateway.FakeBackend;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayClient.Account;
import org.keyledger.gateway.GatewayTest;
import org.keyledger.gateway.TestServiceKeys;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.session.SessionCommand.StartSession;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.RegisterUser;
import org.keyledger.kernel.user.UserCommand.VerifyEmail;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.MutableClock;
import org.springframework.beans.factory.annotation.Autowired;

@DisplayName("Proving that the reader of a mail holds the password")
@GatewayTest
class EmailOwnershipProofTest {

    @Autowired
    GatewayClient client;

    @Autowired
    FakeBackend backend;

    @Autowired
    TestServiceKeys keys;

    @Autowired
    MutableClock clock;

    @Test
    void needs_an_active_session_in_the_confirmation() {
        var account = client.signUp();
        confirm(mailed(), account.bearer());
        assertThat(backend.lastCommand(VerifyEmail.class).session().user()).isEqualTo(user(account));

        client.signUp();
        confirm(mailed());
        assertThat(session()).isNull();
    }

    @Test
    void is_not_given_by_an_invalid_token_or_an_api_key_which_do_not_prevent_the_confirmation() {
        client.signUp();
        assertThat(confirm(mailed(), "Authorization", "Bearer made-up").status())
                .isEqualTo(200);
        assertThat(session()).isNull();

        var account = client.signUp();
        assertThat(confirm(mailed(), "X-API-Key", account.apiKey()).status()).isEqualTo(200);
        assertThat(session()).isNull();
    }

    @Test
    void is_given_by_a_log_in_in_the_browser_that_opened_the_link() {
        var account = client.signUp();
        var link = backend.lastCommand(RegisterUser.class).verification().request();
        var opened = client.get("/api/auth/verify-email?token=" + mailed());

        assertThat(opened.header("Set-Cookie"))
                .startsWith("keyledger_opened_link=")
                .contains("; Path=/", "; Max-Age=3600", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain("Domain");
        assertThat(openedLinkAfterLogIn(account, cookie(opened))).isEqualTo(link);
    }

    @Test
    void is_given_by_a_link_that_a_scanner_opened_before() {
        var account = client.signUp();
        var token = mailed();
        client.get("/api/auth/verify-email?token=" + token);

        var again = client.get("/api/auth/verify-email?token=" + token);

        assertThat(openedLinkAfterLogIn(account, cookie(again))).isNotNull();
    }

    @Test
    void sets_no_cookie_for_an_invalid_link_a_prefetch_or_a_head_request() {
        client.signUp();
        var path = "/api/auth/verify-email?token=" + mailed();

        assertThat(client.send("HEAD", path, null).header("Set-Cookie")).isEmpty();
        assertThat(client.get(path, "Sec-Purpose", "prefetch").header("Set-Cookie"))
                .isEmpty();
        assertThat(client.get("/api/auth/verify-email?token=made-up").header("Set-Cookie"))
                .isEmpty();
    }

    @Test
    void is_not_given_an_hour_later() {
        var account = client.signUp();
        var cookie = cookie(client.get("/api/auth/verify-email?token=" + mailed()));

        clock.advance(Duration.ofHours(1).minusSeconds(1));
        assertThat(openedLinkAfterLogIn(account, cookie)).isNotNull();
        clock.advance(Duration.ofSeconds(1));
        assertThat(openedLinkAfterLogIn(account, cookie)).isNull();
        clock.advance(Duration.ofHours(-3));
        assertThat(openedLinkAfterLogIn(account, cookie)).isNull();
    }

    @Test
    void is_not_given_by_the_cookie_of_another_user_or_a_changed_one() {
        var account = client.signUp();
        var cookie = cookie(client.get("/api/auth/verify-email?token=" + mailed()));
        var other = client.signUp();

        assertThat(openedLinkAfterLogIn(other, cookie)).isNull();
        for (var changed : new String[] {
            "keyledger_opened_link=",
            "keyledger_opened_link=AAAA",
            "keyledger_opened_link=~",
            cookie + "A",
            changed(cookie)
        }) {
            assertThat(openedLinkAfterLogIn(account, changed)).as(changed).isNull();
        }
    }

    /** Another site can make a browser send a password that its author knows. */
    @ParameterizedTest
    @CsvSource({"Sec-Fetch-Site,cross-site", "Sec-Fetch-Site,same-site", "Origin,https://evil.example", "Origin,null"})
    void is_not_given_by_a_log_in_from_another_site_which_is_refused(String header, String value) {
        var account = client.signUp();
        var cookie = cookie(client.get("/api/auth/verify-email?token=" + mailed()));
        var before = backend.count(StartSession.class);

        assertThat(logIn(account, "Cookie", cookie, header, value).problem()).isEqualTo("foreign-origin");
        assertThat(backend.count(StartSession.class)).isEqualTo(before);
    }

    @Test
    void is_not_given_by_a_log_in_from_a_page_of_a_named_origin() {
        var account = client.signUp();
        var cookie = cookie(client.get("/api/auth/verify-email?token=" + mailed()));

        assertThat(openedLinkAfterLogIn(account, cookie, "Origin", "https://app.example.org"))
                .isNull();
    }

    private @Nullable Object session() {
        return backend.lastCommand(VerifyEmail.class).session();
    }

    private @Nullable MailRequestId openedLinkAfterLogIn(Account account, String cookie, String... headers) {
        var all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 2, headers.length);
        all[0] = "Cookie";
        all[1] = cookie;
        assertThat(logIn(account, all).status()).isEqualTo(200);
        return backend.lastCommand(StartSession.class).openedLink();
    }

    private GatewayClient.Response logIn(Account account, String... headers) {
        return client.post("/auth/login", Map.of("email", account.email(), "password", PASSWORD), headers);
    }

    private static String cookie(GatewayClient.Response opened) {
        return opened.header("Set-Cookie").split(";")[0];
    }

    /** The same cookie with another user id. */
    private static String changed(String cookie) {
        var start = cookie.indexOf('=') + 1;
        return cookie.substring(0, start) + (cookie.charAt(start) == 'A' ? 'B' : 'A') + cookie.substring(start + 1);
    }

    private GatewayClient.Response confirm(String token, String... headers) {
        return client.post("/auth/verify-email/confirm", Map.of("token", token), headers);
    }

    private String mailed() {
        var command = backend.lastCommand(RegisterUser.class);
        return LinkToken.create(
                        keys.key(ServiceKeys.Purpose.LINK),
                        LinkToken.Purpose.VERIFY_EMAIL,
                        command.user(),
                        command.verification().request())
                .encoded();
    }

    private static UserId user(Account account) {
        return UserId.parse(account.json().at("/user/id").asString());
    }
}
