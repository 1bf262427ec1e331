package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.Eventually;
import org.keyledger.server.endtoend.ServiceClient.Response;
import org.keyledger.server.endtoend.ServiceProcess.ExitResult;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Stopping and restarting the service")
class ServiceRestartTest {

    private static final int SIGTERM = 128 + 15;
    private static final int WRITERS = 4;
    private static final int WRITTEN = 60;
    private static final int KEYS_OF_EACH = 4;

    @TempDir
    private Path data;

    /** Accounts that were acknowledged under load. */
    private final Queue<String> accounts = new ConcurrentLinkedQueue<>();

    private final Queue<String> secrets = new ConcurrentLinkedQueue<>();

    /** Responses that neither acknowledge nor refuse. */
    private final Queue<String> unclear = new ConcurrentLinkedQueue<>();

    @Test
    void by_sigterm_keeps_everything_also_with_a_new_master_key_and_rebuilt_read_models() throws SQLException {
        var settings = ServiceProcess.settings(data);
        String token;
        String secret;
        String replaced;
        String newest;
        String keys;
        try (var program = ServiceProcess.start(settings)) {
            var signedUp = program.client().signUp("stays@example.com").expect(201);
            token = signedUp.string("/token");
            secret = signedUp.string("/api_key");
            replaced = signedUp.string("/session/refresh_token");
            var second = program.client().refresh(replaced).expect(200).string("/session/refresh_token");
            newest = program.client().refresh(second).expect(200).string("/session/refresh_token");
            keys = keysOf(program.client().bearer(token));
            refuseToRebuild(settings);
            assertThat(stopWithHalfARequest(program).code()).isEqualTo(SIGTERM);
        }
        rewrap(settings);
        loseADocument();
        check(settings, 3, "api-keys/key_", " is missing", "A rebuild would change 1 of ");
        rebuild(settings);
        check(settings, 0, "match the events");
        try (var program = ServiceProcess.start(settings)) {
            assertThat(program.client().bearer(token).get("/customer/keys").text())
                    .isEqualTo(keys);
            program.client().bearer(token).get("/auth/me").expect(200);
            program.client().logIn("stays@example.com").expect(200);
            program.client().logIn("half@example.com").expect(200);
            assertThat(program.client().check(secret)).isEqualTo(200);
            program.client().refresh(replaced).expect(401);
            program.client().refresh(newest).expect(401);
            program.client().bearer(token).get("/auth/me").expect(401);
            assertThat(program.stop().output()).doesNotContain("ERROR", "ALARM");
        }
    }

    /** Sends the second half of a request after the service has begun to stop. */
    private static ExitResult stopWithHalfARequest(ServiceProcess program) {
        var body = "{\"email\":\"half@example.com\",\"password\":\"%s\"}".formatted(ServiceClient.PASSWORD);
        try (var half = new DelayedBodyRequest(program, "/auth/signup", body)) {
            var ended = CompletableFuture.supplyAsync(program::stop);
            Eventually.awaitTrue(() -> program.log().contains("Commencing graceful shutdown"), program::log);
            assertThat(half.finish()).isEqualTo(201);
            return ended.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lists three keys, one of them revoked. */
    private static String keysOf(ServiceClient owner) {
        var old = owner.createKey("old").expect(201).string("/key_id");
        owner.createKey("new").expect(201);
        owner.post("/customer/keys/" + old + "/revoke").expect(200);
        return owner.get("/customer/keys").expect(200).text();
    }

    private static void refuseToRebuild(Map<String, String> settings) {
        var refused = ServiceProcess.run(settings, "rebuild");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output()).contains("nother Keyledger").doesNotContain("\tat ");
    }

    private static void rewrap(Map<String, String> settings) {
        var rewrapped = ServiceProcess.run(settings, "keys", "rewrap", "--new", "--json");
        assertThat(rewrapped.code()).as(rewrapped.output()).isZero();
        assertThat(rewrapped.output()).contains("wrapping: ", "\"version\":2");
    }

    /** Deletes a document, as a damaged disk page does. */
    private void loseADocument() throws SQLException {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("views.db"));
                var delete = connection.createStatement()) {
            var documents = "FROM documents WHERE view LIKE 'api-keys@%'";
            assertThat(delete.executeUpdate("DELETE " + documents + " AND id = (SELECT min(id) " + documents + ")"))
                    .isEqualTo(1);
        }
    }

    private static void check(Map<String, String> settings, int code, String... expected) {
        var checked = ServiceProcess.run(settings, "rebuild", "--check");
        assertThat(checked.output()).contains(expected).doesNotContain("\tat ");
        assertThat(checked.code()).isEqualTo(code);
    }

    private static void rebuild(Map<String, String> settings) {
        var rebuilt = ServiceProcess.run(settings, "rebuild", "--json");
        assertThat(rebuilt.code()).isZero();
        assertThat(rebuilt.output()).contains("rebuilding: ");
        var outcome = rebuilt.output().lines().toList();
        assertThat(JsonMapper.shared()
                        .readTree(outcome.get(outcome.size() - 1))
                        .at("/events")
                        .asInt())
                .isEqualTo(17);
    }

    @Test
    void by_sigkill_or_sigterm_under_load_loses_no_acknowledged_write_and_no_used_signature() {
        var settings = ServiceProcess.settings(data);
        settings.put("KEYLEDGER_LIMITS", "off");
        String token;
        String signature;
        try (var program = ServiceProcess.start(settings)) {
            assertThat(program.output()).contains("ALL LIMITS ARE OFF");
            token = program.client().signUp("load@example.com").expect(201).string("/token");
            var signer =
                    SigningClient.register(program.client(), program.client().bearer(token));
            // as late as the service accepts it, so that it is timely after the restart too
            signature = signer.signedRequest(signer.keyId(), Instant.now().getEpochSecond() + 28);
            signer.send(signature).expect(200);
            endUnderLoad(program, token, ServiceProcess::kill);
        }
        try (var program = ServiceProcess.start(settings)) {
            for (var replay : List.of(signature, SigningClient.twinOf(signature))) {
                assertThat(program.client()
                                .post("/v1/auth/api-key/token", replay)
                                .expect(401)
                                .string("/type"))
                        .endsWith("/replayed-signature");
            }
            assertThat(endUnderLoad(program, token, ServiceProcess::stop).code())
                    .isEqualTo(SIGTERM);
        }
        try (var program = ServiceProcess.start(settings)) {
            assertThat(unclear).isEmpty();
            assertThat(program.log()).contains("Verifier snapshot loaded");
            assertThat(secrets)
                    .hasSizeGreaterThanOrEqualTo(2 * WRITTEN)
                    .doesNotHaveDuplicates()
                    .allSatisfy(
                            secret -> assertThat(program.client().check(secret)).isEqualTo(200));
            assertThat(accounts)
                    .isNotEmpty()
                    .allSatisfy(email -> program.client().logIn(email).expect(200));
        }
        check(settings, 0, "match the events");
    }

    /** What was not flushed is missing as a whole: the documents are those of the stored position. */
    @Test
    void by_sigkill_under_load_leaves_read_models_that_equal_a_rebuild() {
        var settings = ServiceProcess.settings(data);
        settings.put("KEYLEDGER_LIMITS", "off");
        try (var program = ServiceProcess.start(settings)) {
            var token = program.client().signUp("load@example.com").expect(201).string("/token");
            endUnderLoad(program, token, ServiceProcess::kill);
        }
        check(settings, 0, "match the events");
    }

    /** Ends the service while clients sign up and create keys. */
    private ExitResult endUnderLoad(ServiceProcess program, String token, Function<ServiceProcess, ExitResult> end) {
        var owner = program.client().bearer(token);
        var enough = secrets.size() + WRITTEN;
        var over = new AtomicBoolean();
        var writers = IntStream.range(0, WRITERS)
                .mapToObj(writer -> new Thread(() -> write(program, owner, over)))
                .toList();
        writers.forEach(Thread::start);
        Eventually.awaitTrue(() -> secrets.size() >= enough, secrets::size);
        var ended = end.apply(program);
        over.set(true);
        writers.forEach(ServiceRestartTest::join);
        return ended;
    }

    /** A request that fails when the service ends was not acknowledged. */
    private void write(ServiceProcess program, ServiceClient owner, AtomicBoolean over) {
        try {
            while (!over.get()) {
                var email = UUID.randomUUID() + "@example.com";
                if (keeps(program.client().signUp(email), "/api_key")) {
                    accounts.add(email);
                }
                for (var number = 0; number < KEYS_OF_EACH; number++) {
                    keeps(owner.createKey("load"), "/secret");
                }
            }
        } catch (UncheckedIOException gone) {
            return;
        }
    }

    private boolean keeps(Response answer, String secret) {
        if (answer.status() == 201) {
            secrets.add(answer.string(secret));
            return true;
        }
        if (answer.status() != 503) {
            unclear.add(answer.status() + " " + answer.text());
        }
        return false;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
