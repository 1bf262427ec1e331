package org.keyledger.server.endtoend;

import java.util.List;
import java.util.regex.Pattern;

/** Calls of the pages that confirm, cancel and undo a change of address. */
final class EmailChangeCalls {

    private static final String EMAIL = "contract-change@example.com";
    private static final String NEW_EMAIL = "contract-changed@example.com";

    private EmailChangeCalls() {}

    static void run(ValidatingClient anonymous) {
        var owner = anonymous
                .post("/auth/signup", OpenApiConformanceTest.signUpBody(EMAIL))
                .expect(201);
        anonymous
                .bearer(owner.string("/token"))
                .post("/auth/change-email", "{\"email\":\"" + NEW_EMAIL + "\"}")
                .expect(202);
        var browser = anonymous;
        var confirm = mailed(NEW_EMAIL, "/change-email");
        anonymous.get("/api/auth/verify-email?token=" + confirm).expect(302);
        submit(browser, "/change-email/cancel", mailed(EMAIL, "/change-email/cancel"), false);
        anonymous
                .bearer(owner.string("/token"))
                .post("/auth/change-email", "{\"email\":\"another-" + NEW_EMAIL + "\"}")
                .expect(202);
        submit(browser, "/change-email", mailed("another-" + NEW_EMAIL, "/change-email"), true);
        submit(browser, "/change-email/undo", mailed(EMAIL, "/change-email/undo"), true);
        for (var path : List.of("/auth/login", "/api/auth/login")) {
            anonymous.post(path, OpenApiConformanceTest.signUpBody(EMAIL)).expect(403);
        }
    }

    private static String mailed(String email, String path) {
        return SharedService.client().awaitMail(email, Pattern.compile(path + "\\?token=([A-Za-z0-9_-]+)"));
    }

    private static void submit(ValidatingClient browser, String path, String token, boolean reads) {
        var form = "token=" + token;
        browser.get(path + "?token=" + token).expect(200);
        if (reads) {
            browser.with("Ledger-Position", ProblemProvoker.FUTURE_POSITION)
                    .get(path + "?token=" + token)
                    .expect(503);
            browser.with("Ledger-Position", "x").get(path + "?token=" + token).expect(400);
        }
        browser.with("Origin", "https://evil.example").form(path, form).expect(403);
        browser.form(path, form).expect(200);
        browser.form(path, "token=x").expect(400);
        browser.form(path, "x".repeat(70_000)).expect(413);
    }
}
