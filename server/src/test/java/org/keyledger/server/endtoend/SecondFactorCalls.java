package org.keyledger.server.endtoend;

import org.keyledger.server.endtoend.ValidatingClient.Response;

/** Calls that turn a second factor on, use it and turn it off. */
final class SecondFactorCalls {

    private static final String EMAIL = "contract-factor@example.com";
    private static final String WRONG_PASSWORD = "{\"current_password\":\"not-the-password\"}";
    private static final String RIGHT_PASSWORD = "{\"current_password\":\"" + OpenApiConformanceTest.PASSWORD + "\"}";

    private SecondFactorCalls() {}

    static void run(ValidatingClient anonymous) {
        var body = OpenApiConformanceTest.signUpBody(EMAIL);
        var signedUp = anonymous.post("/auth/signup", body).expect(201);
        anonymous
                .post(
                        "/auth/verify-email/confirm",
                        "{\"token\":\"" + SharedService.client().awaitVerificationToken(EMAIL) + "\"}")
                .expect(200);
        onEachApi(anonymous, anonymous.bearer(signedUp.string("/token")), "", body);
        var browser =
                anonymous.withCookiesOf(anonymous.post("/api/auth/login", body).expect(200));
        onEachApi(anonymous, browser, "/api", body);
    }

    private static void onEachApi(ValidatingClient anonymous, ValidatingClient user, String api, String body) {
        user.post(api + "/auth/recovery-codes").expect(409);
        user.post(api + "/auth/totp/confirm", code("123456")).expect(409);
        var app = new AuthenticatorApp(
                user.post(api + "/auth/totp/enroll").expect(200).string("/secret"));
        user.post(api + "/auth/totp/confirm", code(app.wrongCode())).expect(401);
        var confirmed =
                user.post(api + "/auth/totp/confirm", code(app.firstCode())).expect(200);
        var recoveryCode = confirmed.string("/recovery_codes/0");
        var asked = anonymous.post(api + "/auth/login", body).expect(200);
        complete(anonymous, api, asked, app.wrongCode()).expect(401);
        complete(anonymous, api, asked, app.secondCode()).expect(200);
        complete(anonymous, api, asked, recoveryCode).expect(401);
        complete(anonymous, api, anonymous.post(api + "/auth/login", body).expect(200), recoveryCode)
                .expect(200);
        for (var path : new String[] {"/auth/totp/enroll", "/auth/recovery-codes", "/auth/totp/disable"}) {
            user.post(api + path, WRONG_PASSWORD).expect(401);
            user.post(api + path, code(app.wrongCode())).expect(401);
            user.post(api + path, RIGHT_PASSWORD).expect(200);
        }
        user.post(api + "/auth/totp/disable").expect(200);
    }

    private static Response complete(ValidatingClient anonymous, String api, Response asked, String code) {
        return anonymous.post(
                api + "/auth/login/2fa",
                "{\"partialToken\":\"%s\",\"code\":\"%s\"}".formatted(asked.string("/partialToken"), code));
    }

    private static String code(String code) {
        return "{\"code\":\"" + code + "\"}";
    }
}
