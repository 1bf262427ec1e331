package org.keyledger.server.endtoend;

/** Calls that reset and change a password, in JSON and on the pages. */
final class PasswordCalls {

    private PasswordCalls() {}

    static void run(ValidatingClient anonymous) {
        var email = "contract-reset@example.com";
        var owner = anonymous
                .post("/auth/signup", OpenApiConformanceTest.signUpBody(email))
                .expect(201);
        var wrong = "{\"current_password\":\"not-the-password\",\"password\":\"another-secure-one\"}";
        anonymous
                .bearer(owner.string("/token"))
                .post("/auth/change-password", wrong)
                .expect(401);
        var asked = "{\"email\":\"" + email + "\"}";
        anonymous.post("/auth/reset-password/request", asked).expect(200);
        var token = SharedService.client().awaitResetToken(email);
        anonymous
                .post("/auth/reset-password/validate", "{\"token\":\"" + token + "\"}")
                .expect(200);
        var early = anonymous.with("Ledger-Position", ProblemProvoker.FUTURE_POSITION);
        early.post("/auth/reset-password/validate", "{\"token\":\"" + token + "\"}")
                .expect(503);
        page(ProblemProvoker.FUTURE_POSITION, token).expect(503);
        page("x", token).expect(400);
        var confirm = "/auth/reset-password/confirm";
        anonymous
                .post(confirm, "{\"token\":\"" + token + "\",\"password\":\"password\"}")
                .expect(400);
        var right = "{\"token\":\"" + token + "\",\"password\":\"" + OpenApiConformanceTest.PASSWORD + "\"}";
        early.post(confirm, right).expect(503);
        anonymous.post(confirm, right).expect(200);
        anonymous.post(confirm, right).expect(200);
        anonymous
                .post(confirm, "{\"token\":\"" + token + "\",\"password\":\"another-secure-one\"}")
                .expect(400);
        var user = anonymous.bearer(anonymous
                .post("/auth/login", OpenApiConformanceTest.signUpBody(email))
                .string("/token"));
        var change = "{\"current_password\":\"" + OpenApiConformanceTest.PASSWORD + "\",\"password\":\"";
        user.post("/auth/change-password", change + "password\"}").expect(400);
        user.post("/auth/change-password", change + "another-secure-one\"}").expect(200);
    }

    /** The page behind the link of the mail, which the document does not contain. */
    private static ServiceClient.Response page(String position, String token) {
        return SharedService.client().with("Ledger-Position", position).get("/reset-password?token=" + token);
    }
}
