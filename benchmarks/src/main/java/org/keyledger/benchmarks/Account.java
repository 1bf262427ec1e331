package org.keyledger.benchmarks;

import java.io.IOException;

/** Somebody who signed up, with what came of it. */
record Account(String email, String apiKey, String accessToken, String refreshToken) {

    static final String PASSWORD = "correct horse battery";

    static Account signUp(Connection connection, String email, String... headers) throws IOException {
        Connection.Answer answer = connection
                .send(Requests.postJson("/auth/signup", credentials(email, PASSWORD), headers))
                .expect(201);
        return new Account(email, answer.field("api_key"), answer.field("access_token"), answer.field("refresh_token"));
    }

    /** The body of a sign-up or a log-in. */
    private static String credentials(String email, String password) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + password + "\"}";
    }

    byte[] logIn() {
        return logIn(email, PASSWORD);
    }

    static byte[] logIn(String email, String password, String... headers) {
        return Requests.postJson("/auth/login", credentials(email, password), headers);
    }

    byte[] checkWithKey() {
        return Requests.get("/auth/check", "X-API-Key: " + apiKey);
    }

    byte[] checkWithToken() {
        return Requests.get("/auth/check", bearer());
    }

    byte[] createKey(String label) {
        return Requests.postJson("/customer/keys", "{\"label\":\"" + label + "\"}", bearer());
    }

    byte[] listKeys(int atMost) {
        return Requests.get("/customer/keys?limit=" + atMost, bearer());
    }

    byte[] rotateKey(String key) {
        return Requests.post("/customer/keys/" + key + "/rotate", bearer());
    }

    private String bearer() {
        return "Authorization: Bearer " + accessToken;
    }

    @Override
    public String toString() {
        return "Account[" + email + "]";
    }
}
