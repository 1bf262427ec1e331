package org.keyledger.server.endtoend;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import org.keyledger.server.endtoend.ValidatingClient.Response;

/** Calls of the browser API about sessions and passwords. */
final class BrowserCalls {

    private static final String EMAIL = "contract-browser@example.com";

    private BrowserCalls() {}

    /** @return the log-in of a session that stays active */
    static Response run(ValidatingClient anonymous) {
        var account = OpenApiConformanceTest.signUpBody(EMAIL);
        anonymous.post("/auth/signup", account).expect(201);
        anonymous.post("/api/auth/login", account).expect(403);
        anonymous
                .post(
                        "/auth/verify-email/confirm",
                        "{\"token\":\"" + SharedService.client().awaitVerificationToken(EMAIL) + "\"}")
                .expect(200);
        anonymous
                .post("/api/auth/login", OpenApiConformanceTest.signUpBody("nobody@example.com"))
                .expect(401);
        sessions(anonymous, account);
        passwords(anonymous, account);
        keys(anonymous, account);
        return anonymous.post("/api/auth/login", account).expect(200);
    }

    private static void sessions(ValidatingClient anonymous, String account) {
        var first = anonymous.post("/api/auth/login", account).expect(200);
        var other = anonymous.post("/api/auth/login", account).expect(200);
        var browser = anonymous.withCookiesOf(first);
        browser.get("/api/auth/sessions?limit=1").expect(200);
        browser.get("/api/auth/me/activity?limit=1").expect(200);
        browser.get("/api/auth/me/activity?limit=0").expect(400);
        browser.get("/api/auth/me/export").expect(200);
        browser.get("/api/auth/sessions?limit=0").expect(400);
        var id = SessionCookieHeaders.of(other.response().headers()).session();
        browser.call("DELETE", "/api/auth/sessions/" + id, BodyPublishers.noBody())
                .expect(200);
        browser.call("DELETE", "/api/auth/sessions/nonsense", BodyPublishers.noBody())
                .expect(404);
        browser.post("/api/auth/sessions/revoke-others").expect(200);
        var renewed = anonymous.with(
                "Cookie", SessionCookieHeaders.of(first.response().headers()).cookie());
        var refreshed = renewed.post("/api/auth/refresh").expect(200);
        renewed.post("/api/auth/refresh").expect(200);
        anonymous.post("/api/auth/refresh").expect(401);
        anonymous
                .with("Cookie", "refresh_token=" + refreshToken(refreshed) + "; refresh_token=" + refreshToken(first))
                .post("/api/auth/refresh")
                .expect(400);
        anonymous.withCookiesOf(refreshed).post("/api/auth/logout").expect(200);
        anonymous.post("/api/auth/logout").expect(200);
    }

    private static String refreshToken(Response response) {
        return SessionCookieHeaders.of(response.response().headers()).cookies().get("refresh_token");
    }

    /** Leaves a revoked key that is the newest. */
    private static void keys(ValidatingClient anonymous, String account) {
        var keys = "/api/auth/api-keys";
        var user = anonymous.withCookiesOf(
                anonymous.post("/api/auth/login", account).expect(200));
        var again = user.with("Idempotency-Key", "contract-browser-key-0123456789");
        var full = "{\"name\":\"bot\",\"scopes\":[\"read\"],\"environment\":\"test\","
                + "\"expires_at\":\"2099-01-01T00:00:00Z\",\"metadata\":{\"team\":\"build\"},"
                + "\"external_id\":\"customer-4711\",\"owner\":\"tenant\"}";
        var key = again.post(keys, full).expect(201);
        again.post(keys, full).expect(201);
        again.post(keys, "{\"name\":\"other\"}").expect(422);
        var path = keys + "/" + key.string("/id");
        user.get(path).expect(200);
        user.get(keys + "?limit=1").expect(200);
        user.get(keys + "?limit=0").expect(400);
        user.send("PATCH", path, "{\"name\":\"other bot\",\"metadata\":null}").expect(200);
        user.post(path + "/confirm").expect(200);
        var rotated =
                again.send("POST", path + "/rotate", "{\"overlap_seconds\":60}").expect(200);
        again.send("POST", path + "/rotate", "{\"overlap_seconds\":61}").expect(422);
        var ended = keys + "/" + rotated.string("/id");
        user.post(ended + "/revoke").expect(200);
        user.post(ended + "/rotate").expect(409);
        user.post(ended + "/confirm").expect(409);
        user.send("PATCH", ended, "{\"name\":\"late\"}").expect(409);
        for (var operation : List.of("/rotate", "/confirm", "/revoke")) {
            user.post(keys + "/nonsense" + operation).expect(404);
        }
        user.get(keys + "/nonsense").expect(404);
        user.send("PATCH", keys + "/nonsense", "{}").expect(404);
        var founder = anonymous.bearer(
                anonymous.post("/auth/login", account).expect(200).string("/token"));
        founder.send("PATCH", "/customer/policies", "{\"max_scopes\":[\"read\"]}")
                .expect(200);
        user.post(keys, "{\"name\":\"bot\",\"scopes\":[\"write\"]}").expect(403);
        founder.send("PATCH", "/customer/policies", "{\"max_scopes\":null}").expect(200);
    }

    private static void passwords(ValidatingClient anonymous, String account) {
        anonymous
                .post("/api/auth/forgot-password", "{\"email\":\"" + EMAIL + "\"}")
                .expect(200);
        var token = "{\"token\":\"" + SharedService.client().awaitResetToken(EMAIL) + "\"";
        var early = anonymous.with("Ledger-Position", ProblemProvoker.FUTURE_POSITION);
        anonymous.post("/api/auth/reset-password/validate", token + "}").expect(200);
        early.post("/api/auth/reset-password/validate", token + "}").expect(503);
        var right = token + ",\"password\":\"" + OpenApiConformanceTest.PASSWORD + "\"}";
        anonymous
                .post("/api/auth/reset-password", token + ",\"password\":\"password\"}")
                .expect(400);
        early.post("/api/auth/reset-password", right).expect(503);
        anonymous.post("/api/auth/reset-password", right).expect(200);
        anonymous
                .post("/api/auth/reset-password", token + ",\"password\":\"another-secure-one\"}")
                .expect(400);
        var browser = anonymous.withCookiesOf(
                anonymous.post("/api/auth/login", account).expect(200));
        var change = "{\"current_password\":\"%s\",\"password\":\"%s\"}";
        var path = "/api/auth/change-password";
        browser.post(path, change.formatted("not-the-password", "another-secure-one"))
                .expect(401);
        browser.post(path, change.formatted(OpenApiConformanceTest.PASSWORD, "password"))
                .expect(400);
        browser.post(path, change.formatted(OpenApiConformanceTest.PASSWORD, "another-secure-one"))
                .expect(200);
        browser.post(path, change.formatted("another-secure-one", OpenApiConformanceTest.PASSWORD))
                .expect(200);
    }
}
