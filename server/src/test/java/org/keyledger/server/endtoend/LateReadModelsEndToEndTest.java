package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Eventually;
import org.keyledger.server.endtoend.ServiceClient.Response;

@DisplayName("While the read models cannot be written")
class LateReadModelsEndToEndTest {

    private static final String NEW_PASSWORD = "an entirely new password";

    private final Map<String, Callable<Response>> requests = new LinkedHashMap<>();
    private ServiceClient client;

    @Test
    void every_write_is_answered_with_its_success_and_a_repeated_one_too(@TempDir Path data) throws Exception {
        try (var service = ServiceProcess.start(data)) {
            client = service.client();
            prepare();
            client.logIn(signUp("warm-up").email()).expect(200);

            try (var lock = lockViews(data)) {
                var first = sendAll();
                first.forEach((name, answer) -> assertThat(answer.status())
                        .as("%s: %s", name, answer.text())
                        .isIn(200, 201, 202, 302, 303));
                assertThat(first.get("create key").string("/secret")).startsWith("kl_live_");
                assertThat(first.get("rename").string("/user/name")).isEqualTo("Ada");
                assertThat(first.get("revoke key").string("/status")).isEqualTo("revoked");
                assertThat(client.check(first.get("rotate key").string("/secret")))
                        .isEqualTo(200);

                var repeated = sendAll();
                for (var name : new String[] {
                    "verify",
                    "follow link",
                    "reset",
                    "reset page",
                    "change password",
                    "log out",
                    "end session",
                    "revoke key",
                    "create key",
                    "rotate key",
                    "sign up",
                    "erase"
                }) {
                    assertThat(repeated.get(name).status())
                            .as("repeated %s: %s", name, repeated.get(name).text())
                            .isEqualTo(first.get(name).status());
                }
                assertThat(repeated.get("create key").string("/secret"))
                        .isEqualTo(first.get("create key").string("/secret"));
                lock.rollback();
            }
            Eventually.awaitTrue(() -> client.get("/health/ready").status() == 200, service::log);
            client.post("/auth/login", "{\"email\":\"reset@example.com\",\"password\":\"%s\"}".formatted(NEW_PASSWORD))
                    .expect(200);
        }
    }

    /** Holds the write lock of the read models, as another process could. */
    private static Connection lockViews(Path data) throws SQLException {
        var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("views.db"));
        try (var statement = connection.createStatement()) {
            statement.execute("PRAGMA busy_timeout = 10000");
        }
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE TABLE held_by_a_test (x)");
        }
        return connection;
    }

    private Map<String, Response> sendAll() throws Exception {
        var threads = Executors.newFixedThreadPool(requests.size());
        try {
            var answers = new LinkedHashMap<String, Response>();
            var names = requests.keySet().iterator();
            for (var answer : threads.invokeAll(requests.values())) {
                answers.put(names.next(), answer.get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    private record SignedUp(String email, ServiceClient session, Response response) {}

    private void prepare() {
        requests.put(
                "sign up",
                () -> client.with("Idempotency-Key", "sign-up-of-this-very-test")
                        .signUp("new@example.com"));
        var login = signUp("login");
        requests.put("log in", () -> client.logIn(login.email()));
        var refresh = signUp("refresh").response().string("/session/refresh_token");
        requests.put("refresh", () -> client.refresh(refresh));
        prepareVerification();
        preparePasswords();
        prepareSessions();
        prepareKeys();
        var renamed = signUp("rename");
        requests.put("rename", () -> renamed.session().patch("/auth/me", "{\"name\":\"Ada\"}"));
        requests.put(
                "change address", () -> renamed.session().post("/auth/change-email", "{\"email\":\"x@example.com\"}"));
        var erased = signUp("erase");
        requests.put("erase", () -> erased.session().delete("/auth/me", "{}"));
    }

    private void prepareVerification() {
        var verify = client.awaitVerificationToken(signUp("verify").email());
        requests.put("verify", () -> client.post("/auth/verify-email/confirm", "{\"token\":\"" + verify + "\"}"));
        var link = client.awaitVerificationToken(signUp("link").email());
        requests.put("follow link", () -> client.get("/api/auth/verify-email?token=" + link));
        var again = signUp("again").session();
        requests.put("request verification", () -> again.post("/auth/verify-email/request"));
    }

    private void preparePasswords() {
        var reset = resetToken("reset");
        requests.put(
                "reset",
                () -> client.post(
                        "/auth/reset-password/confirm",
                        "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(reset, NEW_PASSWORD)));
        var page = resetToken("page");
        requests.put("reset page", () -> client.form("/reset-password", "token=" + page + "&password=violet-anchor-9"));
        var forgetful = signUp("forgetful").email(); // of its own: a request retires the account's earlier link
        requests.put(
                "request reset",
                () -> client.post("/auth/reset-password/request", "{\"email\":\"" + forgetful + "\"}"));
        var changed = signUp("change").session();
        requests.put(
                "change password",
                () -> changed.post(
                        "/auth/change-password",
                        "{\"current_password\":\"%s\",\"password\":\"%s\"}"
                                .formatted(ServiceClient.PASSWORD, NEW_PASSWORD)));
    }

    private void prepareSessions() {
        var out = signUp("logout").session();
        requests.put("log out", () -> out.post("/auth/logout"));
        var own = signUp("session").session();
        var id = own.get("/auth/sessions").expect(200).string("/sessions/0/id");
        requests.put("end session", () -> own.delete("/auth/sessions/" + id));
        var others = signUp("others").session();
        requests.put("end other sessions", () -> others.post("/auth/sessions/revoke-others"));
    }

    private void prepareKeys() {
        var owner = signUp("keys").session();
        var revoked = owner.createKey("revoked").expect(201).string("/key_id");
        var rotated = owner.createKey("rotated").expect(201).string("/key_id");
        requests.put(
                "create key",
                () -> owner.with("Idempotency-Key", "key-of-this-very-test").createKey("new"));
        requests.put("revoke key", () -> owner.post("/customer/keys/" + revoked + "/revoke"));
        requests.put(
                "rotate key",
                () -> owner.with("Idempotency-Key", "rotation-of-this-very-test")
                        .post("/customer/keys/" + rotated + "/rotate"));
    }

    /** For a verified address. */
    private String resetToken(String name) {
        var email = signUp(name).email();
        client.post("/auth/verify-email/confirm", "{\"token\":\"" + client.awaitVerificationToken(email) + "\"}")
                .expect(200);
        client.post("/auth/reset-password/request", "{\"email\":\"" + email + "\"}")
                .expect(200);
        return client.awaitResetToken(email);
    }

    private SignedUp signUp(String name) {
        var email = name + "@example.com";
        var own = new ServiceClient(client.base());
        var response = own.signUp(email).expect(201);
        return new SignedUp(email, own.bearer(response.string("/token")), response);
    }
}
