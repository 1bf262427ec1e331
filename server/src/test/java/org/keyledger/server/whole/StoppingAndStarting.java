package org.keyledger.server.whole;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class StoppingAndStarting {

    private static final int SIGTERM = 128 + 15;
    private static final int ROUNDS = 2;
    private static final int WRITERS = 4;
    private static final int WRITTEN = 60;

    @TempDir
    private Path data;

    @Test
    void by_signal_keeps_everything_also_with_a_new_master_key_and_read_models_made_anew() {
        var settings = Program.settings(data);
        String token;
        String secret;
        String replaced;
        String newest;
        String keys;
        try (var program = Program.start(settings)) {
            var signedUp = program.visitor().signUp("stays@example.com").expect(201);
            token = signedUp.string("/token");
            secret = signedUp.string("/api_key");
            replaced = signedUp.string("/session/refresh_token");
            var second = program.visitor().refresh(replaced).expect(200).string("/session/refresh_token");
            newest = program.visitor().refresh(second).expect(200).string("/session/refresh_token");
            keys = keysOf(program.visitor().bearer(token));
            refuseToRebuild(settings);
            assertThat(program.stop().code()).isEqualTo(SIGTERM);
        }
        rewrap(settings);
        rebuild(settings);
        try (var program = Program.start(settings)) {
            assertThat(program.visitor().bearer(token).get("/customer/keys").text())
                    .isEqualTo(keys);
            program.visitor().bearer(token).get("/auth/me").expect(200);
            program.visitor().logIn("stays@example.com").expect(200);
            assertThat(program.visitor().check(secret)).isEqualTo(200);
            program.visitor().refresh(replaced).expect(401);
            program.visitor().refresh(newest).expect(401);
            program.visitor().bearer(token).get("/auth/me").expect(401);
            assertThat(program.stop().output()).doesNotContain("ERROR", "ALARM");
        }
    }

    /** Three, one of them revoked. */
    private static String keysOf(Visitor owner) {
        var old = owner.createKey("old").expect(201).string("/key_id");
        owner.createKey("new").expect(201);
        owner.post("/customer/keys/" + old + "/revoke").expect(200);
        return owner.get("/customer/keys").expect(200).text();
    }

    private static void refuseToRebuild(Map<String, String> settings) {
        var refused = Program.run(settings, "rebuild");
        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.output()).contains("nother Keyledger").doesNotContain("\tat ");
    }

    private static void rewrap(Map<String, String> settings) {
        var rewrapped = Program.run(settings, "keys", "rewrap", "--new", "--json");
        assertThat(rewrapped.code()).as(rewrapped.output()).isZero();
        assertThat(rewrapped.output()).contains("wrapping: ", "\"version\":2");
    }

    private static void rebuild(Map<String, String> settings) {
        var rebuilt = Program.run(settings, "rebuild", "--json");
        assertThat(rebuilt.code()).isZero();
        assertThat(rebuilt.output()).contains("rebuilding: ");
        var outcome = rebuilt.output().lines().toList();
        assertThat(JsonMapper.shared()
                        .readTree(outcome.get(outcome.size() - 1))
                        .at("/events")
                        .asInt())
                .isEqualTo(11);
    }

    @Test
    void by_force_under_load_loses_nothing_that_was_acknowledged() {
        var settings = Program.settings(data);
        settings.put("KEYLEDGER_LIMITS", "off");
        var token = "";
        var acknowledged = new ConcurrentLinkedQueue<String>();
        for (var round = 0; round < ROUNDS; round++) {
            try (var program = Program.start(settings)) {
                if (round == 0) {
                    token = program.visitor()
                            .signUp("load@example.com")
                            .expect(201)
                            .string("/token");
                }
                assertThat(program.output()).contains("ALL LIMITS ARE OFF");
                killUnderLoad(program, token, acknowledged);
            }
        }
        try (var program = Program.start(settings)) {
            assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(ROUNDS * WRITTEN);
            assertThat(acknowledged)
                    .doesNotHaveDuplicates()
                    .allSatisfy(secret ->
                            assertThat(program.visitor().check(secret)).isEqualTo(200));
        }
    }

    private static void killUnderLoad(Program program, String token, Queue<String> acknowledged) {
        var owner = program.visitor().bearer(token);
        var enough = acknowledged.size() + WRITTEN;
        var ended = new AtomicBoolean();
        var writers = IntStream.range(0, WRITERS)
                .mapToObj(writer -> new Thread(() -> write(owner, acknowledged, ended)))
                .toList();
        writers.forEach(Thread::start);
        while (acknowledged.size() < enough) {
            Program.pause(5);
        }
        program.kill();
        ended.set(true);
        writers.forEach(StoppingAndStarting::join);
    }

    /** What breaks when the program dies was not acknowledged. */
    private static void write(Visitor owner, Queue<String> acknowledged, AtomicBoolean ended) {
        while (!ended.get()) {
            try {
                acknowledged.add(owner.createKey("load").expect(201).string("/secret"));
            } catch (UncheckedIOException gone) {
                return;
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
