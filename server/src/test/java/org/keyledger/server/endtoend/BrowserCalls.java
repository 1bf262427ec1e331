package org.keyledger.server.endtoend;

import java.net.http.HttpRequest.BodyPublishers;
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
        return anonymous.post("/api/auth/login", account).expect(200);
    }

    private static void sessions(ValidatingClient anonymous, String account) {
        var first = anonymous.post("/api/auth/login", account).expect(200);
        var other = anonymous.post("/api/auth/login", account).expect(200);
        var browser = anonymous.withCookiesOf(first);
        browser.get("/api/auth/sessions?limit=1").expect(200);
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
