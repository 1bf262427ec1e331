package org.keyledger.benchmarks;

import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who signed up, with what came of it. */
record Account(String apiKey, String accessToken) {

    static Account signUp(int port, int number) throws IOException {
        String body =
                "{\"email\":\"load" + number + "@example.com\",\"password\":\"correct horse battery " + number + "\"}";
        try (Connection connection = Connection.open(port)) {
            Connection.Answer answer = connection.send(Requests.postJson("/auth/signup", body));
            if (answer.status() != 201) {
                throw new IOException("sign-up was answered with " + answer);
            }
            return new Account(field(answer.text(), "api_key"), field(answer.text(), "access_token"));
        }
    }

    private static String field(String json, String name) throws IOException {
        Matcher matcher =
                Pattern.compile("\"" + name + "\"\\s*:\\s*\"([^\"]+)\"").matcher(json);
        if (!matcher.find()) {
            throw new IOException("no " + name + " in the answer to a sign-up");
        }
        return matcher.group(1);
    }

    byte[] checkWithKey() {
        return Requests.get("/auth/check", "X-API-Key: " + apiKey);
    }

    byte[] checkWithToken() {
        return Requests.get("/auth/check", "Authorization: Bearer " + accessToken);
    }

    @Override
    public String toString() {
        return "Account[hidden]";
    }
}
