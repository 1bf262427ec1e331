package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.server.endtoend.TopicReader.TopicRecord;

/** The clock is an hour ahead for a while and is then set back. */
@DisplayName("Setting the system clock ahead and back")
class ClockChangeTest {

    private static final int MAX_LOG_INS = 30;
    private static final int MAX_WRONG_PASSWORDS = 10;

    private static final String NEW_PASSWORD = "quite another battery";
    private static final String ANOTHER_PASSWORD = "a third and different battery";

    @TempDir
    private Path folder;

    /** Credentials that were revoked, used or replaced. */
    private final List<String> endedKeys = new ArrayList<>();

    private final List<String> endedTokens = new ArrayList<>();
    private final List<String> endedRefreshTokens = new ArrayList<>();
    private final List<String> usedResets = new ArrayList<>();

    @Test
    void an_hour_ahead_and_back_changes_the_validity_of_no_credential() throws IOException {
        var settings = ServiceProcess.settings(folder.resolve("data"));
        settings.put("KEYLEDGER_PASSWORD_RESET_LIFETIME", "30m");
        settings.put("KEYLEDGER_VERIFICATION_LIFETIME", "30m");
        settings.put("KEYLEDGER_ACCESS_TOKEN_LIFE", "30m");
        var ahead = folder.resolve("ahead");
        String living;
        String expired;
        try (var program = ServiceProcess.startWithClock(settings, ahead)) {
            var ada = new Person(program, "ada@example.com");
            var bob = new Person(program, "bob@example.com");
            var unused = ada.requestReset();
            var unverified = program.client().awaitVerificationToken("ada@example.com");
            var shortLived = ada.createForHalfAnHour("tried");
            var untried = ada.createForHalfAnHour("untried");
            expired = ada.createForHalfAnHour("untried in this process");
            Runnable tooOld = () -> {
                assertThat(program.client().check(shortLived)).isEqualTo(401);
                program.client().bearer(ada.accessToken).get("/auth/me").expect(401);
                reset(program, unused).expect(400);
                verify(program, unverified).expect(400);
            };
            ada.endSomeCredentials();
            assertEndedAreRefused(program);

            Files.createFile(ahead);
            ada.client.get("/auth/me").expect(200);
            tooOld.run();
            assertEndedAreRefused(program);
            bob.endSomeCredentials();
            ada.refresh();
            bob.replaceOnce();
            var made = ada.create("ahead");
            guessTooOften(program);
            logInTooOften(program);

            Files.delete(ahead);
            tooOld.run();
            assertEndedAreRefused(program);
            assertThat(program.client().check(untried)).isEqualTo(401);
            assertThat(ada.create("ahead")).isEqualTo(made);
            ada.refresh();
            program.client().logIn("guessed@example.com").expect(200);
            program.client().from("10.99.0.1").logIn("ada@example.com").expect(200);
            living = bob.create("the last one");
            assertOrdered(program, bob.lastKey);
            assertThat(program.stop().output()).doesNotContain("ERROR", "ALARM");
        }
        try (var program = ServiceProcess.start(settings)) {
            assertEndedAreRefused(program);
            assertThat(program.client().check(living)).isEqualTo(200);
            assertThat(program.client().check(expired)).isEqualTo(401);
        }
    }

    /** A user with an account. */
    private final class Person {

        private final ServiceProcess program;
        private final String email;
        private final ServiceClient client;
        private final String accessToken;
        private String refreshToken;
        private String lastKey;

        Person(ServiceProcess program, String email) {
            this.program = program;
            this.email = email;
            var signedUp = program.client().signUp(email).expect(201);
            client = program.client().bearer(signedUp.string("/token"));
            accessToken = signedUp.string("/session/access_token");
            refreshToken = signedUp.string("/session/refresh_token");
        }

        /** Creates a key with an idempotency key made of the label. */
        String create(String label) {
            var key = client.with("Idempotency-Key", (label + " ".repeat(16)).replace(' ', '-'))
                    .createKey(label)
                    .expect(201);
            assertThat(program.client().check(key.string("/secret"))).isEqualTo(200);
            lastKey = key.string("/key_id");
            return key.string("/secret");
        }

        String createForHalfAnHour(String label) {
            var end = Instant.now().plusSeconds(1800).truncatedTo(ChronoUnit.SECONDS);
            return client.post("/customer/keys", "{\"label\":\"%s\",\"expires_at\":\"%s\"}".formatted(label, end))
                    .expect(201)
                    .string("/secret");
        }

        void refresh() {
            refreshToken = program.client().refresh(refreshToken).expect(200).string("/session/refresh_token");
        }

        String requestReset() {
            program.client()
                    .post("/auth/reset-password/request", "{\"email\":\"%s\"}".formatted(email))
                    .expect(200);
            return program.client().awaitResetToken(email);
        }

        void endSomeCredentials() {
            endedKeys.add(create("revoked"));
            client.post("/customer/keys/" + lastKey + "/revoke").expect(200);
            var leaving = program.client().logIn(email).expect(200);
            program.client()
                    .bearer(leaving.string("/token"))
                    .post("/auth/logout")
                    .expect(200);
            endedTokens.add(leaving.string("/token"));
            endedRefreshTokens.add(leaving.string("/session/refresh_token"));
            resetOfAnother();
        }

        /** Within the grace period its successor is returned again; setting the clock back does not extend the period. */
        void replaceOnce() {
            var replaced = program.client().logIn(email).expect(200).string("/session/refresh_token");
            program.client().refresh(replaced).expect(200);
            endedRefreshTokens.add(replaced);
        }

        private void resetOfAnother() {
            var other = new Person(program, "other-" + email);
            endedRefreshTokens.add(other.refreshToken);
            usedResets.add(other.requestReset());
            reset(program, usedResets.get(usedResets.size() - 1)).expect(200);
        }
    }

    private void assertEndedAreRefused(ServiceProcess program) {
        assertThat(endedKeys)
                .isNotEmpty()
                .allSatisfy(key -> assertThat(program.client().check(key)).isEqualTo(401));
        assertThat(List.of(endedTokens, endedRefreshTokens, usedResets))
                .allSatisfy(ended -> assertThat(ended).isNotEmpty());
        endedTokens.forEach(
                token -> program.client().bearer(token).get("/auth/me").expect(401));
        endedRefreshTokens.forEach(token -> program.client().refresh(token).expect(401));
        usedResets.forEach(token -> program.client()
                .post(
                        "/auth/reset-password/confirm",
                        "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, ANOTHER_PASSWORD))
                .expect(400));
    }

    private static ServiceClient.Response verify(ServiceProcess program, String token) {
        return program.client().post("/auth/verify-email/confirm", "{\"token\":\"%s\"}".formatted(token));
    }

    private static ServiceClient.Response reset(ServiceProcess program, String token) {
        return program.client()
                .post(
                        "/auth/reset-password/confirm",
                        "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, NEW_PASSWORD));
    }

    private static void guessTooOften(ServiceProcess program) {
        program.client().signUp("guessed@example.com").expect(201);
        for (var guess = 0; guess < MAX_WRONG_PASSWORDS; guess++) {
            program.client()
                    .post("/auth/login", "{\"email\":\"guessed@example.com\",\"password\":\"wrong\"}")
                    .expect(401);
        }
        program.client().logIn("guessed@example.com").expect(429);
    }

    /** Sends twice as many requests as the limit, because a window can end meanwhile. */
    private static void logInTooOften(ServiceProcess program) {
        var client = program.client().from("10.99.0.1");
        var status = 200;
        for (var attempts = 0; status == 200 && attempts <= 2 * MAX_LOG_INS; attempts++) {
            status = client.logIn("ada@example.com").status();
        }
        assertThat(status).isEqualTo(429);
    }

    private static void assertOrdered(ServiceProcess program, String lastSubject) {
        var read = new TopicReader(program.brokers())
                .readUntil("identity.events.v1", it -> it.subject().equals(lastSubject));
        assertThat(read).extracting(TopicRecord::position).isSorted().doesNotHaveDuplicates();
        var times = read.stream()
                .map(it -> Instant.parse(it.headers().get("ce_time")))
                .toList();
        assertThat(times).isNotEqualTo(times.stream().sorted().toList());
    }
}
