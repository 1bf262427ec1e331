package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.ledger.Eventually;

/** Resets by the owner of the address, by another user and by an attacker. */
@DisplayName("Resetting and changing a password")
class PasswordResetEndToEndTest {

    private static final String NEW_PASSWORD = "an entirely new password";

    private final ServiceClient client = SharedService.client();

    @Test
    void by_mail_ends_every_session_and_notifies_the_owner() {
        var email = "forgot@example.com";
        var signedUp = client.signUp(email).expect(201);
        prove(client.bearer(signedUp.string("/token")), email);
        var elsewhere = client.logIn(email).expect(200);

        var token = reset(email);
        assertThat(validate(token).string("/expires_at")).isNotEmpty();
        confirm(token, "short").expect(400);
        confirm(token, NEW_PASSWORD).expect(200);

        assertThat(validate(token).text()).isEqualTo("{\"valid\":false}");
        confirm(token, NEW_PASSWORD + "!").expect(400);
        confirm(token, NEW_PASSWORD).expect(200); // a repeated request
        for (var session : new ServiceClient.Response[] {signedUp, elsewhere}) {
            client.bearer(session.string("/token")).get("/auth/me").expect(401);
            client.post(
                            "/auth/refresh",
                            "{\"refresh_token\":\"%s\"}".formatted(session.string("/session/refresh_token")))
                    .expect(401);
        }
        client.logIn(email).expect(401);
        logIn(email, NEW_PASSWORD).expect(200);
        assertThat(client.check(signedUp.string("/api_key"))).isEqualTo(200);
        assertThat(client.awaitMail(email, Pattern.compile("was changed(?s:(.*))")))
                .contains("/not-me?token=")
                .doesNotContain("/reset-password");
    }

    /** An attacker signed up with the victim's address: the first reset ends all earlier sessions and keys. */
    @Test
    void ends_all_access_of_another_user_who_signed_up_first() {
        var email = "victim@example.com";
        var attacker = client.signUp(email).expect(201);
        var session = client.bearer(attacker.string("/token"));
        var key = session.createKey("for later").expect(201).string("/secret");

        confirm(reset(email), NEW_PASSWORD).expect(200);

        session.get("/auth/me").expect(401);
        assertThat(client.check(attacker.string("/api_key"))).isEqualTo(401);
        assertThat(client.check(key)).isEqualTo(401);
        client.logIn(email).expect(401);
        var owner = logIn(email, NEW_PASSWORD).expect(200);
        assertThat(owner.body().at("/email_verified").asBoolean()).isTrue();
        assertThat(client.bearer(owner.string("/token"))
                        .get("/customer/keys?status=active")
                        .expect(200)
                        .body()
                        .at("/keys")
                        .size())
                .isZero();
    }

    /** The read models stand still, so nothing that lists or revokes keys afterwards could find the last ones. */
    @Test
    void ends_a_strangers_keys_also_while_the_read_models_lag() throws SQLException {
        var email = "lagging@example.com";
        var stranger = client.signUp(email).expect(201);
        var session = client.bearer(stranger.string("/token"));
        var old = session.createKey("old").expect(201);
        var token = reset(email);
        List<String> keys;
        try (var ignored = new ReadModelLock()) {
            var late = session.createKey("late").expect(201).string("/secret");
            var rotated = session.post(
                            "/customer/keys/" + old.string("/key_id") + "/rotate", "{\"overlap_seconds\":86400}")
                    .expect(200);
            keys = List.of(stranger.string("/api_key"), late, old.string("/secret"), rotated.string("/secret"));
            assertThat(keys).allMatch(key -> client.check(key) == 200);

            confirm(token, NEW_PASSWORD).expect(200);

            assertThat(keys).allMatch(key -> client.check(key) == 401);
        }
        var owner = client.bearer(Eventually.awaitPresent(
                        () -> Optional.of(logIn(email, NEW_PASSWORD)).filter(answer -> answer.status() == 200),
                        () -> "log-in after the lag")
                .string("/token"));
        assertThat(keys).allMatch(key -> client.check(key) == 401);
        assertThat(owner.get("/customer/keys?status=revoked")
                        .expect(200)
                        .body()
                        .at("/keys")
                        .size())
                .isEqualTo(4);
        owner.post("/customer/keys/" + old.string("/key_id") + "/rotate", "{}").expect(409);
        owner.post("/customer/keys/" + old.string("/key_id") + "/revoke").expect(200);
        var later = owner.createKey("later").expect(201).string("/secret");
        assertThat(client.check(later)).isEqualTo(200);
    }

    /** A scanner of mails may have opened the link: that does not show that its reader created the account. */
    @Test
    void ends_a_strangers_keys_although_the_owner_opened_the_link() {
        var email = "clicked@example.com";
        var stranger = client.signUp(email).expect(201);
        open(email);

        var token = reset(email);
        assertThat(validate(token).body().at("/ends_keys").asBoolean()).isTrue();
        assertThat(client.awaitMail(email, "Choose a new password")).contains("All API keys of the account");
        confirm(token, NEW_PASSWORD).expect(200);

        assertThat(client.check(stranger.string("/api_key"))).isEqualTo(401);
    }

    @Test
    void keeps_the_keys_of_an_owner_who_logged_in_where_the_link_was_opened_unless_asked_to_revoke_them() {
        var email = "reset-browser@example.com";
        var key = client.signUp(email).expect(201).string("/api_key");
        var cookie = open(email).headers().firstValue("Set-Cookie").orElseThrow();
        client.with("Cookie", cookie.split(";")[0]).logIn(email).expect(200);

        var first = reset(email);
        confirm(first, NEW_PASSWORD).expect(200);
        assertThat(client.check(key)).isEqualTo(200);

        client.post("/auth/reset-password/request", "{\"email\":\"" + email + "\"}")
                .expect(200);
        var another = Pattern.compile("reset-password\\?token=(?!" + first + ")([A-Za-z0-9_-]+)");
        var again = client.awaitMail(email, another);
        assertThat(validate(again).body().at("/ends_keys").asBoolean()).isFalse();
        client.post(
                        "/auth/reset-password/confirm",
                        "{\"token\":\"%s\",\"password\":\"%s\",\"revoke_keys\":true}"
                                .formatted(again, ServiceClient.PASSWORD))
                .expect(200);
        assertThat(client.check(key)).isEqualTo(401);
    }

    /** A thief makes a key, then changes the address to that of a victim, who opens the link. */
    @Test
    void ends_the_keys_of_a_thief_who_moved_an_account_to_the_address() {
        var thief = client.signUp("thief@example.com").expect(201);
        var session = client.bearer(thief.string("/token"));
        prove(session, "thief@example.com");
        session.post("/auth/change-email", "{\"email\":\"moved-by-a-thief@example.com\"}")
                .expect(202);
        client.form("/change-email", "token=" + client.awaitVerificationToken("moved-by-a-thief@example.com"))
                .expect(200);

        confirm(reset("moved-by-a-thief@example.com"), NEW_PASSWORD).expect(200);

        assertThat(client.check(thief.string("/api_key"))).isEqualTo(401);
        session.get("/auth/me").expect(401);
    }

    @Test
    void is_offered_to_an_owner_who_gets_a_mail_about_a_new_key() {
        var email = "notified@example.com";
        var owner = client.bearer(client.signUp(email).expect(201).string("/token"));
        prove(owner, email);
        var key = owner.createKey("nightly job").expect(201);

        assertThat(client.awaitMail(email, "A new API key"))
                .contains("nightly job", key.string("/prefix"), "/not-me?token=")
                .doesNotContain(key.string("/secret"));
        owner.post("/auth/change-password", "{\"password\":\"%s\",\"revoke_keys\":true}".formatted(NEW_PASSWORD))
                .expect(200);
        assertThat(client.check(key.string("/secret"))).isEqualTo(401);
    }

    @Test
    void by_changing_the_password_keeps_this_session_only() {
        var email = "change@example.com";
        var here = client.bearer(client.signUp(email).expect(201).string("/token"));
        var there = client.bearer(client.logIn(email).expect(200).string("/token"));

        here.post(
                        "/auth/change-password",
                        "{\"current_password\":\"%s\",\"password\":\"%s\"}"
                                .formatted(ServiceClient.PASSWORD, NEW_PASSWORD))
                .expect(200);

        here.get("/auth/me").expect(200);
        there.get("/auth/me").expect(401);
        client.logIn(email).expect(401);
        logIn(email, NEW_PASSWORD).expect(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/|Host: localhost",
                "/|Host: evil.example",
                "/|Host: localhost\r\nX-Forwarded-Host: evil.example\r\nX-Forwarded-Proto: https",
                "/|Host: localhost\r\nX-Forwarded-Port: 666\r\nX-Forwarded-Prefix: /evil",
                "/|Host: localhost\r\nForwarded: host=evil.example;proto=https",
                "/|Host: localhost\r\nX-Original-URL: https://evil.example/",
                "http://evil.example/|Host: evil.example"
            })
    void mails_the_configured_host_for_every_host_header(String variant) throws IOException {
        var email = "poison" + Math.abs(variant.hashCode()) + "@example.com";
        client.signUp(email).expect(201);
        var parts = variant.split("\\|");

        raw(parts[0] + "auth/reset-password/request", parts[1], "{\"email\":\"" + email + "\"}");

        var link = client.awaitMail(email, Pattern.compile("(\\S*reset-password\\S*token=)"));
        assertThat(link).isEqualTo(client.base() + "/reset-password?token=");
    }

    /** Sends headers that no client library sends. */
    private void raw(String target, String headers, String body) throws IOException {
        var here = URI.create(client.base());
        try (var socket = new Socket(here.getHost(), here.getPort())) {
            socket.setSoTimeout(20_000);
            var request = "POST %s HTTP/1.1\r\n%s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
                            .formatted(target, headers, body.length())
                    + "Connection: close\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void with_one_link_a_hundred_times_in_parallel_resets_it_once() throws Exception {
        var email = "race@example.com";
        client.signUp(email).expect(201);
        var token = reset(email);
        var threads = Executors.newFixedThreadPool(20);
        try {
            Callable<Integer> attempt = () -> new ServiceClient(client.base())
                    .post("/auth/reset-password/confirm", body(token, NEW_PASSWORD))
                    .status();
            var statuses =
                    threads.invokeAll(Stream.generate(() -> attempt).limit(100).toList());
            var succeeded = 0;
            for (var status : statuses) {
                assertThat(status.get()).isIn(200, 503); // the same request again is no second reset
                succeeded += status.get() == 200 ? 1 : 0;
            }
            assertThat(succeeded).isPositive();
        } finally {
            threads.shutdownNow();
        }
    }

    private void prove(ServiceClient as, String email) {
        as.post("/auth/verify-email/confirm", "{\"token\":\"" + client.awaitVerificationToken(email) + "\"}")
                .expect(200);
    }

    /** Opens the link of the newest verification mail as a browser does. */
    private ServiceClient.Response open(String email) {
        return client.get("/api/auth/verify-email?token=" + client.awaitVerificationToken(email))
                .expect(302);
    }

    private String reset(String email) {
        client.post("/auth/reset-password/request", "{\"email\":\"" + email + "\"}")
                .expect(200);
        return client.awaitResetToken(email);
    }

    private ServiceClient.Response validate(String token) {
        return client.post("/auth/reset-password/validate", "{\"token\":\"" + token + "\"}")
                .expect(200);
    }

    private ServiceClient.Response confirm(String token, String password) {
        return client.post("/auth/reset-password/confirm", body(token, password));
    }

    private static String body(String token, String password) {
        return "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, password);
    }

    private ServiceClient.Response logIn(String email, String password) {
        return client.post("/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    }

    /** Keeps the service from writing its read models: it holds the write lock of their file. */
    private static final class ReadModelLock implements AutoCloseable {

        private final Connection views = DriverManager.getConnection(
                "jdbc:sqlite:" + Path.of(SharedService.service().settings().get("KEYLEDGER_DATA"), "views.db"));

        ReadModelLock() throws SQLException {
            try (var statement = views.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 10000");
                statement.execute("BEGIN IMMEDIATE");
            }
        }

        @Override
        public void close() throws SQLException {
            views.close(); // rolls back
        }
    }
}
