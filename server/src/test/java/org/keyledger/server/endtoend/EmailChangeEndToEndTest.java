package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.server.endtoend.ServiceClient.Response;

/** Changes of address by a thief with a session, and what the owner of the old address can do about them. */
@DisplayName("Changing the address of an account")
class EmailChangeEndToEndTest {

    private static final Pattern CONFIRM = Pattern.compile("/change-email\\?token=([A-Za-z0-9_-]+)");
    private static final Pattern CANCEL = Pattern.compile("/change-email/cancel\\?token=([A-Za-z0-9_-]+)");
    private static final Pattern UNDO = Pattern.compile("/change-email/undo\\?token=([A-Za-z0-9_-]+)");
    private static final String NEW_PASSWORD = "an entirely new password";

    private final ServiceClient client = SharedService.client();

    /** The owner of an account, and a thief who has logged in. */
    private record Account(String email, ServiceClient owner, ServiceClient thief) {

        String thiefsAddress() {
            return "thief-of-" + email;
        }
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                ending(
                        "end-of-session",
                        (owner, account) -> owner.get("/auth/sessions")
                                .body()
                                .at("/sessions")
                                .valueStream()
                                .filter(session -> !session.at("/current").asBoolean())
                                .forEach(session -> owner.delete("/auth/sessions/"
                                                + session.at("/id").asString())
                                        .expect(200))),
                ending(
                        "revoke-others",
                        (owner, account) ->
                                owner.post("/auth/sessions/revoke-others").expect(200)),
                ending(
                        "log-out",
                        (owner, account) -> account.thief().post("/auth/logout").expect(200)),
                ending(
                        "password-change",
                        (owner, account) -> owner.post(
                                        "/auth/change-password",
                                        "{\"current_password\":\"%s\",\"password\":\"%s\"}"
                                                .formatted(ServiceClient.PASSWORD, NEW_PASSWORD))
                                .expect(200)),
                ending(
                        "password-reset",
                        (owner, account) -> reset(account.email()).expect(200)),
                ending(
                        "erasure",
                        (owner, account) -> owner.delete(
                                        "/auth/me", "{\"current_password\":\"" + ServiceClient.PASSWORD + "\"}")
                                .expect(200)));
    }

    private static Arguments ending(String name, BiConsumer<ServiceClient, Account> ending) {
        return Arguments.of(name, ending);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("endings")
    void is_not_confirmed_once_the_session_that_requested_it_has_ended(
            String name, BiConsumer<ServiceClient, Account> ending) {
        var account = account("ended-by-" + name + "@example.com");
        requestChange(account);
        var token = client.awaitMail(account.thiefsAddress(), CONFIRM);

        ending.accept(account.owner(), account);

        assertThat(confirm(token).expect(400).string("/type")).endsWith("/invalid-token");
        assertThat(submit("/change-email", token).expect(400).text()).contains("This link is not valid");
        assertThat(client.get("/change-email?token=" + token).expect(200).text())
                .contains("This link is not valid");
        client.logIn(account.thiefsAddress()).expect(401);
    }

    @Test
    void is_confirmed_by_a_button_and_not_by_opening_the_link() {
        var account = account("button@example.com");
        requestChange(account);
        var token = client.awaitMail(account.thiefsAddress(), CONFIRM);

        var link = client.get("/api/auth/verify-email?token=" + token).expect(302);
        assertThat(link.headers().firstValue("Location")).contains("/change-email?token=" + token);
        assertThat(client.get("/change-email?token=" + token).expect(200).text())
                .contains("Confirm new address", "name=\"token\" value=\"" + token + "\"");
        assertThat(account.owner().get("/auth/me").string("/user/email")).isEqualTo(account.email());

        submit("/change-email", token).expect(200);

        assertThat(account.owner().get("/auth/me").string("/user/email")).isEqualTo(account.thiefsAddress());
    }

    @Test
    void is_cancelled_from_the_old_address() {
        var account = account("cancelled@example.com");
        requestChange(account);
        var cancel = client.awaitMail(account.email(), CANCEL);
        var confirm = client.awaitMail(account.thiefsAddress(), CONFIRM);
        client.get("/change-email/cancel?token=" + cancel).expect(200);

        var done = submit("/change-email/cancel", cancel).expect(200);
        var again = submit("/change-email/cancel", cancel).expect(200);

        assertThat(done.headers().firstValue("Ledger-Position"))
                .isPresent()
                .isEqualTo(again.headers().firstValue("Ledger-Position"));
        confirm(confirm).expect(400);
        assertThat(account.owner().get("/auth/me").string("/user/email")).isEqualTo(account.email());
    }

    @Test
    void is_undone_from_the_old_address_and_needs_a_reset_by_mail() {
        var account = account("undone@example.com");
        requestChange(account);
        confirm(client.awaitMail(account.thiefsAddress(), CONFIRM)).expect(200);
        var key = account.thief().createKey("of the thief").expect(201).string("/secret");
        var undo = client.awaitMail(account.email(), UNDO);
        client.signUp(account.email()).expect(409);
        assertThat(client.get("/change-email/undo?token=" + undo).expect(200).text())
                .contains("Take my address back");
        account.thief().get("/auth/me").expect(200);

        assertThat(submit("/change-email/undo", undo).expect(200).text()).contains("Your password does not work");
        submit("/change-email/undo", undo).expect(200);

        account.thief().get("/auth/me").expect(401);
        account.owner().get("/auth/me").expect(401);
        client.logIn(account.thiefsAddress()).expect(401);
        assertThat(client.logIn(account.email()).expect(403).string("/type")).endsWith("/password-reset-required");
        reset(account.email()).expect(200);
        client.logIn(account.email()).expect(401);
        var owner = client.bearer(client.post(
                        "/auth/login",
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(account.email(), NEW_PASSWORD))
                .expect(200)
                .string("/token"));
        assertThat(owner.get("/auth/me").string("/user/email")).isEqualTo(account.email());
        assertThat(client.check(key)).isEqualTo(401);
        client.signUp(account.thiefsAddress()).expect(201);
    }

    @Test
    void is_undone_although_a_second_change_followed() {
        var account = account("changed-twice@example.com");
        requestChange(account);
        confirm(client.awaitMail(account.thiefsAddress(), CONFIRM)).expect(200);
        account.thief()
                .post("/auth/change-email", "{\"email\":\"second-%s\"}".formatted(account.thiefsAddress()))
                .expect(202);
        confirm(client.awaitMail("second-" + account.thiefsAddress(), CONFIRM)).expect(200);

        submit("/change-email/undo", client.awaitMail(account.email(), UNDO)).expect(200);

        reset(account.email()).expect(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/change-email", "/change-email/cancel", "/change-email/undo"})
    void accepts_no_token_of_another_link_and_no_form_of_another_site(String path) {
        var name = path.substring(1);
        var account = account("other-" + name + "@example.com");
        requestChange(account);
        var confirm = client.awaitMail(account.thiefsAddress(), CONFIRM);
        var cancel = client.awaitMail(account.email(), CANCEL);
        for (var token : Stream.of(confirm, cancel, "made-up", "")
                .filter(it -> !(path.equals("/change-email") && it.equals(confirm)))
                .filter(it -> !(path.equals("/change-email/cancel") && it.equals(cancel)))
                .toList()) {
            submit(path, token).expect(400);
            assertThat(client.get(path + "?token=" + token).expect(200).text()).contains("This link is not valid");
        }

        var foreign = client.with("Origin", "https://evil.example");
        foreign.form(path, "token=" + confirm).expect(403);
        foreign.form(path, "token=" + cancel).expect(403);

        assertThat(account.owner().get("/auth/me").string("/user/email")).isEqualTo(account.email());
        confirm(confirm).expect(200);
    }

    private Account account(String email) {
        var signedUp = client.signUp(email).expect(201);
        client.post("/auth/verify-email/confirm", "{\"token\":\"" + client.awaitVerificationToken(email) + "\"}")
                .expect(200);
        var thief = client.logIn(email).expect(200);
        return new Account(email, client.bearer(signedUp.string("/token")), client.bearer(thief.string("/token")));
    }

    private static void requestChange(Account account) {
        account.thief()
                .post("/auth/change-email", "{\"email\":\"" + account.thiefsAddress() + "\"}")
                .expect(202);
    }

    private Response confirm(String token) {
        return client.post("/auth/verify-email/confirm", "{\"token\":\"" + token + "\"}");
    }

    private Response submit(String path, String token) {
        return client.form(path, "token=" + token);
    }

    private static Response reset(String email) {
        var client = SharedService.client();
        client.post("/auth/reset-password/request", "{\"email\":\"" + email + "\"}")
                .expect(200);
        return client.post(
                "/auth/reset-password/confirm",
                "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(client.awaitResetToken(email), NEW_PASSWORD));
    }
}
