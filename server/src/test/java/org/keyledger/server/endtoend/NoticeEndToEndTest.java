package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From an event to the mail about it, and from its link to a secured account. */
@DisplayName("A security notice")
class NoticeEndToEndTest {

    private static final Pattern NOT_ME = Pattern.compile("/not-me\\?token=([A-Za-z0-9_-]+)");
    private static final String LOG_IN = "{\"email\":\"%s\",\"password\":\"%s\"}";
    private static final String NEW_PASSWORD = "an entirely new password";

    private final ServiceClient client = SharedService.client();

    @Test
    void reports_a_log_in_with_a_new_device_and_ends_its_session() {
        var email = "notice-device@example.com";
        var owner = verified(email);
        var thief = client.with("User-Agent", "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0")
                .logIn(email)
                .expect(200);
        var stolen = client.bearer(thief.string("/token"));

        var mail = client.awaitMail(email, "New log-in");
        assertThat(mail).contains("Device: Firefox on Windows", "IP address: ");
        var token = tokenIn(mail);
        client.post("/auth/not-me", "{\"token\":\"%s\"}".formatted(token)).expect(200);

        stolen.get("/auth/me").expect(401);
        owner.get("/auth/me").expect(401);
        assertThat(logIn(email, ServiceClient.PASSWORD).expect(403).string("/type"))
                .endsWith("/password-reset-required");
        reset(email);
        logIn(email, NEW_PASSWORD).expect(200);
    }

    @Test
    void has_no_effect_when_its_link_is_only_opened() {
        var email = "notice-scanner@example.com";
        var owner = verified(email);
        var token = noticeOfNewKey(email, owner);

        for (var i = 0; i < 3; i++) {
            assertThat(client.get("/not-me?token=" + token).expect(200).text()).contains("Secure your account");
        }

        owner.get("/auth/me").expect(200);
    }

    @Test
    void ends_the_api_keys_only_if_asked_to_also_by_a_second_call() {
        var email = "notice-keys@example.com";
        var owner = verified(email);
        var key = owner.createKey("a").expect(201).string("/secret");
        var token = tokenIn(client.awaitMail(email, "A new API key"));

        client.post("/api/auth/not-me", "{\"token\":\"%s\"}".formatted(token)).expect(200);
        assertThat(client.check(key)).isEqualTo(200);

        client.post("/api/auth/not-me", "{\"token\":\"%s\",\"revoke_keys\":true}".formatted(token))
                .expect(200);
        assertThat(client.check(key)).isEqualTo(401);
    }

    @Test
    void does_nothing_when_its_link_is_used_after_the_account_was_secured() {
        var email = "notice-repeated@example.com";
        var owner = verified(email);
        var token = noticeOfNewKey(email, owner);
        client.form("/not-me", "token=" + token).expect(200);
        reset(email);
        var again = client.bearer(logIn(email, NEW_PASSWORD).expect(200).string("/token"));

        assertThat(client.form("/not-me", "token=" + token).expect(200).text()).contains("is secured");

        again.get("/auth/me").expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"made-up", "", "AAAA"})
    void is_refused_with_a_forged_token(String token) {
        assertThat(client.post("/auth/not-me", "{\"token\":\"%s\"}".formatted(token))
                        .expect(400)
                        .string("/type"))
                .endsWith("/invalid-token");
        assertThat(client.get("/not-me?token=" + token).expect(200).text()).contains("not valid");
        client.form("/not-me", "token=" + token).expect(400);
    }

    /** A token is good for its purpose alone. */
    @Test
    void is_refused_with_the_token_of_another_mail() {
        var email = "notice-purpose@example.com";
        client.signUp(email).expect(201);

        client.post("/auth/not-me", "{\"token\":\"%s\"}".formatted(client.awaitVerificationToken(email)))
                .expect(400);
    }

    @Test
    void is_written_in_the_language_of_the_browser_that_signed_up_until_the_user_changes_it() {
        var email = "notice-language@example.com";
        var signedUp = client.with("Accept-Language", "de-AT,de;q=0.9,en;q=0.5")
                .signUp(email)
                .expect(201);
        var owner = client.bearer(signedUp.string("/token"));
        assertThat(owner.get("/auth/me").expect(200).string("/language")).isEqualTo("de");
        confirm(email, client.awaitVerificationToken(email, "Bestätige deine E-Mail-Adresse"));
        owner.createKey("a").expect(201);
        assertThat(client.awaitMail(email, "Ein neuer API-Schlüssel")).contains("Hallo,", "/not-me?token=");

        var changed = owner.patch("/auth/me", "{\"language\":\"en\",\"name\":\"Ada\"}")
                .expect(200);
        assertThat(changed.string("/language")).isEqualTo("en");
        assertThat(changed.string("/user/name")).isEqualTo("Ada");
        owner.createKey("b").expect(201);
        assertThat(client.awaitMail(email, "A new API key")).contains("Hello Ada,");

        owner.patch("/auth/me", "{\"language\":\"xx\"}").expect(400);
        owner.patch("/auth/me", "{\"language\":\"Deutsch\"}").expect(400);
        owner.patch("/auth/me", "{}").expect(400);
    }

    @Test
    void reports_a_revoked_key_and_a_requested_change_of_address() {
        var email = "notice-kinds@example.com";
        var owner = verified(email);
        var key = owner.createKey("a").expect(201).string("/key_id");
        owner.post("/customer/keys/" + key + "/revoke").expect(200);
        assertThat(client.awaitMail(email, "was revoked")).contains("Key: " + key);

        owner.post("/auth/change-email", "{\"email\":\"other-%s\"}".formatted(email))
                .expect(202);
        var mail = client.awaitMail(email, "Another email address was requested");
        client.post("/auth/not-me", "{\"token\":\"%s\"}".formatted(tokenIn(mail)))
                .expect(200);

        client.post(
                        "/auth/change-email/confirm",
                        "{\"token\":\"%s\"}"
                                .formatted(client.awaitVerificationToken(
                                        "other-" + email, "Confirm your new email address")))
                .expect(400);
    }

    @Test
    void is_not_sent_for_a_browser_that_logged_in_before() {
        var email = "notice-cookie@example.com";
        verified(email);
        var first = client.browserLogIn(email).expect(200);
        var cookie = first.headers().allValues("Set-Cookie").stream()
                .filter(it -> it.startsWith("device="))
                .findFirst()
                .orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=34560000");

        var again = client.with("Cookie", cookie.replaceAll(";.*", ""))
                .with("User-Agent", "another program")
                .browserLogIn(email)
                .expect(200);
        assertThat(again.headers().allValues("Set-Cookie").stream().filter(it -> it.startsWith("device=")))
                .singleElement()
                .isEqualTo(cookie);
        client.with("User-Agent", "curl/8.5.0").logIn(email).expect(200);

        assertThat(client.awaitMail(email, "New log-in")).contains("Device: curl\n");
    }

    private String noticeOfNewKey(String email, ServiceClient owner) {
        owner.createKey("a").expect(201);
        return tokenIn(client.awaitMail(email, "A new API key"));
    }

    private static String tokenIn(String mail) {
        var link = NOT_ME.matcher(mail);
        assertThat(link.find()).as(mail).isTrue();
        return link.group(1);
    }

    /** Signed up, with a verified address. */
    private ServiceClient verified(String email) {
        var owner = client.bearer(client.signUp(email).expect(201).string("/token"));
        confirm(email, client.awaitVerificationToken(email));
        return owner;
    }

    private void confirm(String email, String token) {
        client.post("/auth/verify-email/confirm", "{\"token\":\"%s\"}".formatted(token))
                .expect(200);
    }

    private void reset(String email) {
        client.post(
                        "/auth/reset-password/confirm",
                        "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(client.awaitResetToken(email), NEW_PASSWORD))
                .expect(200);
    }

    private ServiceClient.Response logIn(String email, String password) {
        return client.post("/auth/login", LOG_IN.formatted(email, password));
    }
}
