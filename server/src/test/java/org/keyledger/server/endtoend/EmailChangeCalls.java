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
        var confirm = mailed(NEW_EMAIL, "/change-email");
        anonymous.get("/api/auth/verify-email?token=" + confirm).expect(302);
        use(anonymous, "/auth/change-email/confirm", confirm);
        use(anonymous, "/auth/change-email/undo", mailed(EMAIL, "/change-email/undo"));
        for (var path : List.of("/auth/login", "/api/auth/login")) {
            anonymous.post(path, OpenApiConformanceTest.signUpBody(EMAIL)).expect(403);
        }
    }

    private static String mailed(String email, String path) {
        return SharedService.client().awaitMail(email, Pattern.compile(path + "\\?token=([A-Za-z0-9_-]+)"));
    }

    private static void use(ValidatingClient anonymous, String path, String token) {
        anonymous.post(path, "{\"token\":\"" + token + "\"}").expect(200);
    }
}
