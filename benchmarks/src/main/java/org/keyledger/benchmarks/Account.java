package org.keyledger.benchmarks;

import java.io.IOException;

/** An account that was signed up, with its API key and tokens. */
record Account(String email, String apiKey, String accessToken, String refreshToken) {

    static final String PASSWORD = "correct horse battery";

    static Account signUp(HttpConnection connection, String email, String... headers) throws IOException {
        HttpConnection.Response response = connection
                .send(HttpRequests.postJson("/auth/signup", credentials(email, PASSWORD), headers))
                .expect(201);
        return new Account(
                email, response.field("api_key"), response.field("access_token"), response.field("refresh_token"));
    }

    /** The body of a sign-up or log-in request. */
    private static String credentials(String email, String password) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
    }

    /** The same through the browser API: the session is in a cookie. */
    byte[] logInWithBrowser() {
        return HttpRequests.postJson("/api/auth/login", credentials(email, PASSWORD));
    }

    /** @param path and a body, which acts for this account */
    byte[] post(String path, String json) {
        return HttpRequests.postJson(path, json, bearer());
    }

    byte[] logIn() {
        return logIn(email, PASSWORD);
    }

    static byte[] logIn(String email, String password, String... headers) {
        return HttpRequests.postJson("/auth/login", credentials(email, password), headers);
    }

    byte[] checkWithKey() {
        return HttpRequests.get("/auth/check", "X-API-Key: " + apiKey);
    }

    byte[] checkWithToken() {
        return HttpRequests.get("/auth/check", bearer());
    }

    byte[] createKey(String label) {
        return post("/customer/keys", "{\"label\":\"" + label + "\"}");
    }

    byte[] listKeys(int limit) {
        return HttpRequests.get("/customer/keys?limit=" + limit, bearer());
    }

    byte[] rotateKey(String key) {
        return HttpRequests.post("/customer/keys/" + key + "/rotate", bearer());
    }

    private String bearer() {
        return "Authorization: Bearer " + accessToken;
    }

    @Override
    public String toString() {
        return "Account[" + email + "]";
    }
}
