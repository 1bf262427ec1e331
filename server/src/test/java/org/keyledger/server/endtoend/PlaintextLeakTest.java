package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.server.endtoend.ServiceClient.Response;

/** No file, log line or topic contains plaintext of personal data or secrets, as read by another process. */
@DisplayName("Leaving no plaintext of personal data or secrets in files, logs and topics")
class PlaintextLeakTest {

    private static final String EMAIL = "canary-7f3a9@birds.example";
    private static final String PASSWORD = "Canary-Password-58c1e";
    private static final String NAME = "Canary Featherstone-91bd4";
    private static final String AGENT = "CanaryBrowser-d20c7";
    private static final String IDEMPOTENCY_KEY = "canary-idempotency-key-66e0f";

    private final Map<String, String> canaries = new LinkedHashMap<>();

    @TempDir
    private Path data;

    @Test
    void of_addresses_names_passwords_tokens_and_secrets() throws IOException {
        canaries.putAll(Map.of(
                "e-mail",
                EMAIL,
                "password",
                PASSWORD,
                "name",
                NAME,
                "user agent",
                AGENT,
                "repeat key",
                IDEMPOTENCY_KEY));
        try (var program = ServiceProcess.start(data)) {
            everyFlow(program.client().with("User-Agent", AGENT));
            for (var path : List.of("/metrics", "/health")) {
                var shown = program.client().management().get(path).expect(200).text();
                assertThat(found(shown)).isEmpty();
            }
            var topics = new TopicReader(program.brokerAccess()).readAll();
            assertThat(topics)
                    .extracting(TopicReader.TopicRecord::topic)
                    .contains("identity.events.v1", "identity.mail.v1");
            assertThat(topics)
                    .allSatisfy(read -> assertThat(found(read.toString())).isEmpty());
            assertThat(found(program.stop().output())).isEmpty();
        }
        assertThat(tracesIn(data)).isEmpty();
    }

    private void everyFlow(ServiceClient client) {
        var account = "{\"email\":\"%s\",\"password\":\"%s\"".formatted(EMAIL, PASSWORD);
        var signedUp = client.with("Idempotency-Key", IDEMPOTENCY_KEY)
                .post("/auth/signup", account + ",\"name\":\"" + NAME + "\"}")
                .expect(201);
        keep("sign-up", signedUp);
        var mailed = client.awaitVerificationToken(EMAIL);
        canaries.put("mailed token", mailed);
        client.get("/api/auth/verify-email?token=" + mailed).expect(302);
        client.get("/api/auth/verify-email?token=" + mailed + "x").expect(302);

        client.post("/auth/login", account.replace("Canary-Password", "wrong") + "}")
                .expect(401);
        var loggedIn = client.post("/auth/login", account + "}").expect(200);
        keep("log-in", loggedIn);
        var user = client.bearer(loggedIn.string("/token"));
        user.get("/auth/me").expect(200);
        user.post("/auth/verify-email/request").expect(200);
        var refresh = "{\"refresh_token\":\"" + loggedIn.string("/session/refresh_token") + "\"}";
        keep("refresh", client.post("/auth/refresh", refresh).expect(200));
        everyKeyFlow(client, user);
        everyAccountFlow(client, user);
        user.post("/auth/logout").expect(200);
        client.post("/auth/signup", account + ",\"nickname\":\"" + NAME + "\"}").expect(400);
        client.post("/auth/signup", account + "}").expect(409);
        var last = client.post("/auth/login", account + "}").expect(200);
        client.bearer(last.string("/token"))
                .delete("/auth/me", "{\"current_password\":\"" + PASSWORD + "\"}")
                .expect(200);
        client.post("/auth/login", account + "}").expect(401);
    }

    private void everyAccountFlow(ServiceClient client, ServiceClient user) {
        canaries.put("new name", NAME + "-new");
        user.patch("/auth/me", "{\"name\":\"" + NAME + "-new\"}").expect(200);
        user.get("/auth/sessions").expect(200);
        canaries.put("new e-mail", "new-" + EMAIL);
        user.post("/auth/change-email", "{\"email\":\"new-" + EMAIL + "\"}").expect(202);
        var mailed = client.awaitVerificationToken("new-" + EMAIL);
        canaries.put("mailed token of a change", mailed);
        client.post("/auth/verify-email/confirm", "{\"token\":\"" + mailed + "\"}")
                .expect(200);
        user.post("/auth/change-email", "{\"email\":\"" + EMAIL + "\"}").expect(202);
        client.post(
                        "/auth/verify-email/confirm",
                        "{\"token\":\"" + client.awaitVerificationToken(EMAIL, "Confirm your new") + "\"}")
                .expect(200);
        user.post("/auth/sessions/revoke-others").expect(200);
    }

    private void everyKeyFlow(ServiceClient client, ServiceClient user) {
        canaries.put("label", "canary-label");
        canaries.put("metadata", "canary-metadata");
        canaries.put("external id", "canary-external-id");
        var created = user.post(
                        "/customer/keys",
                        "{\"label\":\"canary-label\",\"metadata\":{\"note\":\"canary-metadata\"},"
                                + "\"external_id\":\"canary-external-id\",\"owner\":\"tenant\"}")
                .expect(201);
        keep("key", created);
        assertThat(client.check(created.string("/secret"))).isEqualTo(200);
        var path = "/customer/keys/" + created.string("/key_id");
        canaries.put("new label", "canary-new-label");
        canaries.put("new external id", "canary-other-id");
        user.patch(
                        path,
                        "{\"label\":\"canary-new-label\",\"metadata\":{\"note\":\"canary-metadata-2\"},"
                                + "\"external_id\":\"canary-other-id\"}")
                .expect(200);
        assertThat(user.get("/customer/keys?external_id=canary-other-id")
                        .expect(200)
                        .text())
                .contains("canary-metadata-2");
        var rotated = user.post(path + "/rotate").expect(200);
        keep("rotated key", rotated);
        assertThat(client.check(created.string("/secret"))).isEqualTo(401);
        user.post("/customer/keys/" + rotated.string("/key_id") + "/revoke").expect(200);
    }

    /** Keeps the secret part of a key and the signature of a token; their other parts are not secret. */
    private void keep(String what, Response answer) {
        for (var field : List.of("/token", "/session/access_token", "/access_token", "/api_key", "/secret")) {
            var text = answer.string(field);
            if (!text.isEmpty()) {
                canaries.put(what + field, text.substring(text.lastIndexOf('.') + 1));
            }
        }
        var refresh = answer.string("/session/refresh_token");
        if (!refresh.isEmpty()) {
            canaries.put(what + "/refresh", refresh.substring(refresh.length() - 40));
        }
    }

    private List<String> tracesIn(Path folder) throws IOException {
        var traces = new ArrayList<String>();
        var files = 0;
        try (var all = Files.walk(folder)) {
            for (var file : all.filter(Files::isRegularFile).toList()) {
                var content = new String(Files.readAllBytes(file), ISO_8859_1);
                found(content).forEach(canary -> traces.add(folder.relativize(file) + " has the " + canary));
                files++;
            }
        }
        assertThat(files).isGreaterThan(10);
        assertThat(canaries).hasSizeGreaterThan(12);
        return traces;
    }

    /** Finds canaries as they are, in any case, and in base64 at the beginning of a field. */
    private List<String> found(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        return canaries.entrySet().stream()
                .filter(canary -> lower.contains(canary.getValue().toLowerCase(Locale.ROOT))
                        || text.contains(base64(canary.getValue())))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String base64(String text) {
        var encoded = Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
        return encoded.substring(0, encoded.length() - 2);
    }
}
