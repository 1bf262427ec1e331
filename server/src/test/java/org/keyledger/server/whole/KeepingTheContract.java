package org.keyledger.server.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.keyledger.server.whole.Caller.Answer;
import org.keyledger.server.whole.Contract.Operation;

/** Calls every operation until each answer that the document has was given; {@link Caller} holds each against it. */
class KeepingTheContract {

    /** What takes a full disk, a race, ten seconds or a day is provoked elsewhere. */
    private static final Set<String> ELSEWHERE = Set.of(
            "overloaded",
            "store-unavailable",
            "outcome-unknown",
            "storage-full",
            "not-applied-yet",
            "in-progress",
            "already-created",
            "body-too-slow");

    /** Single answers that a healthy service on its own machine does not give. */
    private static final Set<String> NOT_HERE = Set.of(
            "readReadiness 503",
            "changePassword step-up-required",
            "changePassword too-many-requests",
            "eraseAccount step-up-required",
            "changeEmail step-up-required",
            "changeEmail email-taken",
            "sendResetPassword 408",
            "sendForgotPassword 408");

    private static final String NOBODYS_SESSION = "/auth/sessions/00000000-0000-7000-8000-000000000000";
    private static final String FAR_AWAY = "999999999999";
    private static final String PASSWORD = "your-secure-password";
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final Caller caller =
            Caller.at("http://localhost:" + Shared.program().settings().get("SERVER_PORT"));
    private final Contract contract = caller.contract();
    private String endedKey = "";

    @Test
    void means_giving_every_answer_that_is_described_and_no_other() {
        var owner = accountsAndSessions();
        devicesAndTokens(somebody(), owner);
        profiles(somebody());
        passwords(somebody());
        keys(owner);
        gatewaysAndPages(owner);
        contract.operations().forEach(operation -> refusals(operation, owner));
        contract.operations().parallelStream().forEach(operation -> tooEarly(operation, owner));
        contract.operations().forEach(this::tooOften);

        assertThat(contract.unseen().stream()
                        .filter(it -> !NOT_HERE.contains(it))
                        .filter(it -> !ELSEWHERE.contains(it.substring(it.indexOf(' ') + 1)))
                        .toList())
                .as("described and never answered")
                .isEmpty();
    }

    private Answer accountsAndSessions() {
        var stranger = somebody();
        var account = signUpBody("contract@example.com");
        var again = stranger.with("Idempotency-Key", "contract-sign-up-0123456789");
        var owner = again.post("/auth/signup", account).expect(201);
        again.post("/auth/signup", account).expect(201);
        again.post("/auth/signup", signUpBody("other@example.com")).expect(422);
        stranger.post("/auth/signup", account).expect(409);
        stranger.post("/auth/signup", signUpBody("someone@mailinator.com")).expect(400);
        stranger.post("/auth/signup", "{\"email\":\"weak@example.com\",\"password\":\"password\"}")
                .expect(400);
        verification(stranger, stranger.bearer(owner.string("/token")));
        sessions(stranger, account, owner);
        return owner;
    }

    private void verification(Caller stranger, Caller user) {
        user.get("/auth/verify-email/status").expect(200);
        var token = Shared.visitor().mailedToken("contract@example.com");
        var confirm = "{\"token\":\"" + token + "\"}";
        stranger.post("/auth/verify-email/confirm", confirm).expect(200);
        stranger.post("/auth/verify-email/confirm", confirm).expect(400);
        stranger.get("/api/auth/verify-email?token=" + token).expect(302);
        user.post("/auth/verify-email/request").expect(200);
        user.get("/auth/verify-email/status").expect(200);
        user.get("/auth/me").expect(200);
        var other = stranger.post("/auth/signup", signUpBody("contract-mail@example.com"));
        stranger.bearer(other.string("/token"))
                .post("/auth/verify-email/request")
                .expect(200);
    }

    private void sessions(Caller stranger, String account, Answer owner) {
        stranger.with("X-API-Key", owner.string("/api_key")).get("/auth/me").expect(200);
        var session = stranger.post("/auth/login", account).expect(200);
        stranger.post("/auth/login", signUpBody("nobody@example.com")).expect(401);
        var refresh = "{\"refresh_token\":\"" + session.string("/session/refresh_token") + "\"}";
        var renewed = stranger.post("/auth/refresh", refresh).expect(200);
        stranger.post("/auth/refresh", refresh).expect(200);
        stranger.bearer(renewed.string("/token")).post("/auth/logout").expect(200);
        stranger.post("/auth/refresh", refresh).expect(401);
    }

    private void devicesAndTokens(Caller stranger, Answer owner) {
        var user = stranger.bearer(owner.string("/token"));
        var other = stranger.post("/auth/login", signUpBody("contract@example.com")).expect(200);
        var ended = user.get("/auth/sessions?limit=1").expect(200).string("/sessions/0/id");
        user.call("DELETE", "/auth/sessions/" + ended, BodyPublishers.noBody()).expect(200);
        user.call("DELETE", NOBODYS_SESSION, BodyPublishers.noBody()).expect(404);
        user.post("/auth/sessions/revoke-others").expect(200);
        var form = stranger.with("X-API-Key", owner.string("/api_key"))
                .with("Content-Type", "application/x-www-form-urlencoded");
        for (var token : Set.of(owner.string("/token"), owner.string("/api_key"), other.string("/token"))) {
            form.call("POST", "/auth/introspect", BodyPublishers.ofString("token=" + token)).expect(200);
        }
    }

    private void profiles(Caller stranger) {
        var user = stranger.bearer(
                stranger.post("/auth/signup", signUpBody("contract-profile@example.com")).string("/token"));
        user.send("PATCH", "/auth/me", "{\"name\":\"Ada\"}").expect(200);
        var wrong = "\"current_password\":\"not-the-password\"}";
        user.post("/auth/change-email", "{\"email\":\"contract-new@example.com\"," + wrong).expect(401);
        user.post("/auth/change-email", "{\"email\":\"someone@mailinator.com\"}").expect(400);
        user.post("/auth/change-email", "{\"email\":\"contract-new@example.com\"}").expect(200);
        user.send("DELETE", "/auth/me", "{" + wrong).expect(401);
        user.send("DELETE", "/auth/me", "{}").expect(200);
    }

    private void passwords(Caller stranger) {
        var email = "contract-reset@example.com";
        var owner = stranger.post("/auth/signup", signUpBody(email)).expect(201);
        var wrong = "{\"current_password\":\"not-the-password\",\"password\":\"another-secure-one\"}";
        stranger.bearer(owner.string("/token")).post("/auth/change-password", wrong).expect(401);
        var asked = "{\"email\":\"" + email + "\"}";
        stranger.post("/auth/reset-password/request", asked).expect(200);
        var token = Shared.visitor().resetToken(email);
        stranger.post("/auth/reset-password/validate", "{\"token\":\"" + token + "\"}").expect(200);
        var early = stranger.with("Ledger-Position", FAR_AWAY);
        early.post("/auth/reset-password/validate", "{\"token\":\"" + token + "\"}").expect(503);
        early.get("/reset-password?token=" + token).expect(503);
        stranger.with("Ledger-Position", "x").get("/reset-password?token=" + token).expect(400);
        var confirm = "/auth/reset-password/confirm";
        stranger.post(confirm, "{\"token\":\"" + token + "\",\"password\":\"password\"}").expect(400);
        var right = "{\"token\":\"" + token + "\",\"password\":\"" + PASSWORD + "\"}";
        early.post(confirm, right).expect(503);
        stranger.post(confirm, right).expect(200);
        stranger.post(confirm, right).expect(400);
        var user = stranger.bearer(stranger.post("/auth/login", signUpBody(email)).string("/token"));
        var change = "{\"current_password\":\"" + PASSWORD + "\",\"password\":\"";
        user.post("/auth/change-password", change + "password\"}").expect(400);
        user.post("/auth/change-password", change + "another-secure-one\"}").expect(200);
        passwordPages(stranger.with("Content-Type", "application/x-www-form-urlencoded"), email, token);
    }

    private void passwordPages(Caller browser, String email, String used) {
        browser.get("/forgot-password").expect(200);
        browser.get("/reset-password?token=" + used).expect(200);
        browser.get("/reset-password/done").expect(200);
        browser.call("POST", "/forgot-password", BodyPublishers.ofString("email=" + email)).expect(200);
        var token = Shared.visitor().resetToken(email);
        for (var n = 0; n < 100 && token.equals(used); n++) {
            Program.pause(100);
            token = Shared.visitor().resetToken(email);
        }
        var form = BodyPublishers.ofString("token=" + token + "&password=" + PASSWORD);
        browser.call("POST", "/reset-password", form).expect(303);
        for (var path : Set.of("/reset-password", "/forgot-password")) {
            browser.call("POST", path, BodyPublishers.ofString("email=x&token=x")).expect(400);
            browser.call("POST", path, BodyPublishers.ofString("x".repeat(70_000))).expect(413);
            browser.with("Origin", "https://evil.example").call("POST", path, form).expect(403);
        }
    }

    private void keys(Answer owner) {
        var user = somebody().bearer(owner.string("/token"));
        var again = user.with("Idempotency-Key", "contract-key-0123456789");
        var full = "{\"label\":\"bot\",\"scopes\":[\"read\"],\"environment\":\"test\","
                + "\"expires_at\":\"2099-01-01T00:00:00Z\"}";
        var key = again.post("/customer/keys", full).expect(201);
        again.post("/customer/keys", full).expect(201);
        again.post("/customer/keys", "{\"label\":\"other\"}").expect(422);
        var path = "/customer/keys/" + key.string("/key_id");
        user.get(path).expect(200);
        user.get("/customer/keys?limit=1&status=active").expect(200);
        somebody()
                .with("X-API-Key", key.string("/secret"))
                .get("/auth/check?scope=read")
                .expect(200);
        somebody()
                .with("X-API-Key", key.string("/secret"))
                .get("/auth/check?scope=write")
                .expect(403);
        again.send("POST", path + "/rotate", "{\"overlap_seconds\":60}").expect(200);
        again.send("POST", path + "/rotate", "{\"overlap_seconds\":61}").expect(422);
        user.post(path + "/revoke").expect(200);
        user.post(path + "/revoke").expect(200);
        user.post(path + "/rotate").expect(409);
        endedKey = key.string("/key_id");
        user.get("/customer/keys").expect(200);
        var nobodys = "/customer/keys/key_00000000000070008000000000000000";
        user.get(nobodys).expect(404);
        user.post(nobodys + "/rotate").expect(404);
        user.post(nobodys + "/revoke").expect(404);
        user.get("/customer/keys/nonsense").expect(404);
        user.post("/customer/keys/nonsense/revoke").expect(404);
    }

    private void gatewaysAndPages(Answer owner) {
        somebody().bearer(owner.string("/token")).get("/auth/check").expect(200);
        for (var path : Set.of(
                "/.well-known/jwks.json",
                "/login?verified=true",
                "/problems/email-taken",
                "/docs",
                "/openapi.json",
                "/openapi.yaml",
                "/health/live",
                "/health/ready")) {
            somebody().get(path).expect(200);
        }
        somebody().get("/problems/none").expect(404);
        for (var path : Set.of("/mailbox", "/metrics")) {
            caller.get(path).expect(200);
            caller.with("Accept", "text/html").get(path).expect(200);
            somebody().get(path).expect(404);
        }
    }

    /** What every door of its kind refuses. */
    private void refusals(Operation door, Answer owner) {
        var user = somebody().bearer(owner.string("/token"));
        if (door.answers("unauthenticated")) {
            somebody().call(door.method(), path(door), BodyPublishers.noBody()).expect(401);
            somebody()
                    .bearer("nonsense")
                    .call(door.method(), path(door), BodyPublishers.noBody())
                    .expect(401);
            user.with("X-API-Key", "nonsense")
                    .call(door.method(), path(door), BodyPublishers.noBody())
                    .expect(400);
        }
        if (door.answers("credential-not-accepted")) {
            var key = somebody().with("X-API-Key", owner.string("/api_key"));
            key.call(door.method(), path(door), BodyPublishers.noBody()).expect(403);
        }
        if (door.takesBody()) {
            user.send(door.method(), path(door), "{").expect(400);
            user.send(door.method(), path(door), "{\"nonsense\":1}").expect(400);
            user.send(door.method(), path(door), "\"" + "x".repeat(70_000) + "\"")
                    .expect(413);
            user.with("Content-Type", "text/plain")
                    .call(door.method(), path(door), BodyPublishers.ofString("{}"))
                    .expect(415);
        } else if (looksAtOnce(door)) {
            user.with("Ledger-Position", "x")
                    .call(door.method(), path(door), BodyPublishers.noBody())
                    .expect(400);
        }
        user.call("PURGE", path(door), BodyPublishers.noBody()).expect(405);
    }

    /** What must have been seen will not be for a long time. */
    private void tooEarly(Operation door, Answer owner) {
        if (looksAtOnce(door)) {
            var user = somebody().bearer(owner.string("/token")).with("Ledger-Position", FAR_AWAY);
            var example = door.described().at("/requestBody/content/application~1json/example");
            var answer = door.takesBody()
                    ? user.send(door.method(), path(door), example.toString())
                    : user.call(door.method(), path(door), BodyPublishers.noBody());
            answer.expect(503);
        }
    }

    /** With a mailed token it is looked for only once the token is known to be one. */
    private static boolean looksAtOnce(Operation door) {
        return door.answers("not-seen-yet") && !door.id().matches("(validate|confirm|show).*Reset.*|showResetPassword");
    }

    private void tooOften(Operation door) {
        if (!door.answers("too-many-requests") || door.id().equals("changePassword")) {
            return;
        }
        var one = somebody().bearer("nonsense");
        for (var tried = 0; tried < 400; tried++) {
            var answer = door.takesBody()
                    ? one.send(door.method(), path(door), "{}")
                    : one.call(door.method(), path(door), BodyPublishers.noBody());
            if (answer.status() == 429) {
                return;
            }
        }
        throw new AssertionError(door.id() + " lets everyone come as often as they like");
    }

    private String path(Operation door) {
        return door.path()
                .replace("/auth/sessions/{session_id}", NOBODYS_SESSION)
                .replace("{key_id}", endedKey).replace("{slug}", "email-taken");
    }

    /** A client of an address of its own, so that no limit but that of {@link #tooOften} is met. */
    private Caller somebody() {
        var number = ADDRESSES.incrementAndGet();
        return caller.from("10.77." + number / 250 + "." + (number % 250 + 1));
    }

    private static String signUpBody(String email) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}";
    }
}
