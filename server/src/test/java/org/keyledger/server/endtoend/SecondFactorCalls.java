package org.keyledger.server.endtoend;

import org.keyledger.server.endtoend.ValidatingClient.Response;

/** Calls that turn a second factor on, use it and turn it off. */
final class SecondFactorCalls {

    private static final String EMAIL = "contract-factor@example.com";
    private static final String WRONG_PASSWORD = "{\"current_password\":\"not-the-password\"}";
    private static final String RIGHT_PASSWORD =
            "{\"current_password\":\"" + OpenApiConformanceTest.PASSWORD + "\"}";

    private SecondFactorCalls() {}

    static void run(ValidatingClient anonymous) {
        var body = OpenApiConformanceTest.signUpBody(EMAIL);
        var user = anonymous.bearer(
                anonymous.post("/auth/signup", body).expect(201).string("/token"));
        user.post("/auth/recovery-codes").expect(409);
        user.post("/auth/totp/confirm", code("123456")).expect(409);
        var app = new AuthenticatorApp(
                user.post("/auth/totp/enroll").expect(200).string("/secret"));
        user.post("/auth/totp/confirm", code(app.wrongCode())).expect(401);
        var confirmed =
                user.post("/auth/totp/confirm", code(app.firstCode())).expect(200);
        logIn(anonymous, body, app, confirmed.string("/recovery_codes/0"));
        for (var path : new String[] {"/auth/totp/enroll", "/auth/recovery-codes", "/auth/totp/disable"}) {
            user.post(path, WRONG_PASSWORD).expect(401);
            user.post(path, code(app.wrongCode())).expect(401);
            user.post(path, RIGHT_PASSWORD).expect(200);
        }
        user.post("/auth/totp/disable").expect(200);
    }

    private static void logIn(ValidatingClient anonymous, String body, AuthenticatorApp app, String recoveryCode) {
        var asked = anonymous.post("/auth/login", body).expect(200);
        complete(anonymous, asked, app.wrongCode()).expect(401);
        complete(anonymous, asked, app.secondCode()).expect(200);
        complete(anonymous, asked, recoveryCode).expect(401);
        complete(anonymous, anonymous.post("/auth/login", body).expect(200), recoveryCode)
                .expect(200);
    }

    private static Response complete(ValidatingClient anonymous, Response asked, String code) {
        return anonymous.post(
                "/auth/login/2fa",
                "{\"partialToken\":\"%s\",\"code\":\"%s\"}".formatted(asked.string("/partialToken"), code));
    }

    private static String code(String code) {
        return "{\"code\":\"" + code + "\"}";
    }
}
