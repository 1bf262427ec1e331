package org.keyledger.server.endtoend;

import java.util.List;
import java.util.regex.Pattern;
import org.keyledger.server.endtoend.ValidatingClient.Response;

/** Calls of the browser API about sign-up and the account, and of both APIs with the tokens of a change of address. */
final class BrowserAccountCalls {

    private static final String EMAIL = "contract-registers@example.com";

    private BrowserAccountCalls() {}

    static void run(ValidatingClient anonymous) {
        signUp(anonymous);
        verification(anonymous);
        var log = anonymous.post("/api/auth/login", credentials(EMAIL)).expect(200);
        account(anonymous.withCookiesOf(log));
        changeEmail(anonymous, "moves-in-a-browser@example.com", "/api/auth");
        changeEmail(anonymous, "moves-with-a-token@example.com", "/auth");
        var last = anonymous.withCookiesOf(logIn(anonymous, EMAIL));
        last.send("DELETE", "/api/auth/me", "{\"current_password\":\"not-the-password\"}")
                .expect(401);
        last.send("DELETE", "/api/auth/me", "{\"current_password\":\"" + OpenApiConformanceTest.PASSWORD + "\"}")
                .expect(200);
    }

    private static void signUp(ValidatingClient anonymous) {
        for (var path : List.of("/api/auth/register", "/api/auth/signup")) {
            var repeated = anonymous.with("Idempotency-Key", "contract" + path + "-0123456789");
            repeated.post(path, registration(EMAIL)).expect(201);
            repeated.post(path, registration(EMAIL)).expect(201);
            repeated.post(path, registration("other-" + EMAIL)).expect(422);
            anonymous.post(path, registration("someone@mailinator.com")).expect(400);
            anonymous
                    .post(path, registration(EMAIL).replace(OpenApiConformanceTest.PASSWORD, "password"))
                    .expect(400);
        }
    }

    private static void verification(ValidatingClient anonymous) {
        anonymous
                .post("/api/auth/verify-email/resend", "{\"email\":\"nobody-" + EMAIL + "\"}")
                .expect(200);
        var token = SharedService.client().awaitVerificationToken(EMAIL);
        use(anonymous, "/api/auth/verify-email/confirm", token);
    }

    private static void account(ValidatingClient browser) {
        browser.get("/api/auth/me").expect(200);
        browser.send("PATCH", "/api/auth/me", "{\"name\":\"Ada King\"}").expect(200);
        browser.get("/api/auth/verify-email/status").expect(200);
        browser.post("/api/auth/verify-email/request").expect(200);
        var change = "{\"email\":\"contract-moves@%s\",\"current_password\":\"%s\"}";
        var path = "/api/auth/change-email";
        browser.post(path, change.formatted("mailinator.com", OpenApiConformanceTest.PASSWORD))
                .expect(400);
        browser.post(path, change.formatted("example.com", "not-the-password")).expect(401);
    }

    /** In an account of its own, because a mailed link is found by the address. */
    private static void changeEmail(ValidatingClient anonymous, String email, String api) {
        anonymous.post("/api/auth/register", registration(email)).expect(201);
        use(anonymous, "/api/auth/verify-email/confirm", SharedService.client().awaitVerificationToken(email));
        var browser = anonymous.withCookiesOf(logIn(anonymous, email));
        browser.post("/api/auth/change-email", "{\"email\":\"dropped-" + email + "\"}")
                .expect(202);
        use(anonymous, api + "/change-email/cancel", mailed(email, "/change-email/cancel"));
        browser.post("/api/auth/change-email", "{\"email\":\"new-" + email + "\"}")
                .expect(202);
        use(anonymous, api + "/change-email/confirm", mailed("new-" + email, "/change-email"));
        use(anonymous, api + "/change-email/undo", mailed(email, "/change-email/undo"));
        resetPassword(anonymous, email);
    }

    private static void use(ValidatingClient anonymous, String path, String token) {
        anonymous.post(path, "{\"token\":\"" + token + "\"}").expect(200);
        anonymous.post(path, "{\"token\":\"made up\"}").expect(400);
    }

    /** Required after a change of address was undone. */
    private static void resetPassword(ValidatingClient anonymous, String email) {
        anonymous
                .post("/api/auth/forgot-password", "{\"email\":\"" + email + "\"}")
                .expect(200);
        var token = SharedService.client().awaitResetToken(email);
        anonymous
                .post(
                        "/api/auth/reset-password",
                        "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, OpenApiConformanceTest.PASSWORD))
                .expect(200);
    }

    private static Response logIn(ValidatingClient anonymous, String email) {
        return anonymous.post("/api/auth/login", credentials(email)).expect(200);
    }

    private static String mailed(String email, String path) {
        return SharedService.client().awaitMail(email, Pattern.compile(path + "\\?token=([A-Za-z0-9_-]+)"));
    }

    private static String credentials(String email) {
        return OpenApiConformanceTest.signUpBody(email);
    }

    private static String registration(String email) {
        return "{\"email\":\"%s\",\"name\":\"Alice Chen\",\"password\":\"%s\"}"
                .formatted(email, OpenApiConformanceTest.PASSWORD);
    }
}
