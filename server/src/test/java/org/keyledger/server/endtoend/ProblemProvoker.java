package org.keyledger.server.endtoend;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.keyledger.server.endtoend.OpenApiValidator.Operation;
import org.keyledger.server.endtoend.ValidatingClient.Response;

/** Has every door refuse what all doors of its kind refuse. */
final class ProblemProvoker {

    static final String FAR_AWAY = "999999999999";

    /** Limited by wrong passwords, not by calls. */
    private static final Set<String> NOT_BY_CALLS = Set.of("changePassword", "eraseAccount");

    /** Many at once, so that a limit of three hundred a minute is met within one, on a slow machine too. */
    private static final int AT_ONCE = 16;

    private static final int ROUNDS = 40;

    private final Supplier<ValidatingClient> somebody;
    private final Response owner;
    private final String limitedKey;
    private final String endedKey;

    ProblemProvoker(Supplier<ValidatingClient> somebody, Response owner, String limitedKey, String endedKey) {
        this.somebody = somebody;
        this.owner = owner;
        this.limitedKey = limitedKey;
        this.endedKey = endedKey;
    }

    /** What every door of its kind refuses. */
    void refusals(Operation door) {
        var user = somebody.get().bearer(owner.string("/token"));
        if (door.answers("unauthenticated")) {
            somebody.get()
                    .call(door.method(), path(door), BodyPublishers.noBody())
                    .expect(401);
            somebody.get()
                    .bearer("nonsense")
                    .call(door.method(), path(door), BodyPublishers.noBody())
                    .expect(401);
            user.with("X-API-Key", "nonsense")
                    .call(door.method(), path(door), BodyPublishers.noBody())
                    .expect(400);
        }
        if (door.answers("credential-not-accepted")) {
            var key = somebody.get().with("X-API-Key", owner.string("/api_key"));
            key.call(door.method(), path(door), BodyPublishers.noBody()).expect(403);
        }
        if (door.answers("address-not-allowed")) {
            var key = user.post("/customer/keys", "{\"label\":\"elsewhere\",\"ip_allow\":[\"192.0.2.1/32\"]}");
            var elsewhere = somebody.get().with("X-API-Key", key.string("/secret"));
            elsewhere.call(door.method(), path(door), BodyPublishers.noBody()).expect(403);
        }
        if (door.takesBody()) {
            user.send(door.method(), path(door), "{").expect(400);
            user.send(door.method(), path(door), "{\"nonsense\":1}").expect(400);
            user.send(door.method(), path(door), "\"" + "x".repeat(70_000) + "\"")
                    .expect(413);
            user.with("Content-Type", "text/plain")
                    .call(door.method(), path(door), BodyPublishers.ofString("{}"))
                    .expect(415);
        } else if (looksAtOnce(door)) {
            user.with("Ledger-Position", "x")
                    .call(door.method(), path(door), BodyPublishers.noBody())
                    .expect(400);
        }
        user.call("PURGE", path(door), BodyPublishers.noBody()).expect(405);
    }

    /** What must have been seen will not be for a long time. */
    void tooEarly(Operation door) {
        if (looksAtOnce(door)) {
            var user = somebody.get().bearer(owner.string("/token")).with("Ledger-Position", FAR_AWAY);
            var example = door.described().at("/requestBody/content/application~1json/example");
            var answer = door.takesBody()
                    ? user.send(door.method(), path(door), example.toString())
                    : user.call(door.method(), path(door), BodyPublishers.noBody());
            answer.expect(503);
        }
    }

    /** With a mailed token it is looked for only once the token is known to be one. */
    private static boolean looksAtOnce(Operation door) {
        return door.answers("not-seen-yet") && !door.id().matches("(validate|confirm|show).*Reset.*|showResetPassword");
    }

    void tooOften(Operation door) {
        if (!door.answers("too-many-requests") || NOT_BY_CALLS.contains(door.id())) {
            return;
        }
        var one = door.answers("address-not-allowed")
                ? somebody.get().bearer(door.id().equals("check") ? "nonsense" : limitedKey)
                : somebody.get().bearer(door.id().equals("createKey") ? owner.string("/token") : "nonsense");
        var body = door.id().equals("createKey") ? "{\"label\":\"one more\"}" : "{}";
        Supplier<Response> call = () -> door.takesBody()
                ? one.send(door.method(), path(door), body)
                : one.call(door.method(), path(door), BodyPublishers.noBody());
        for (var round = 0; round < ROUNDS; round++) {
            var asked = Stream.generate(() -> CompletableFuture.supplyAsync(call, task -> new Thread(task).start()))
                    .limit(AT_ONCE)
                    .toList();
            if (asked.stream()
                            .map(CompletableFuture::join)
                            .filter(it -> it.status() == 429)
                            .count()
                    > 0) {
                return;
            }
        }
        throw new AssertionError(door.id() + " lets everyone come as often as they like");
    }

    private String path(Operation door) {
        return door.path()
                .replace("{key_id}", endedKey)
                .replace("{slug}", "email-taken")
                .replace("{session_id}", "nonsense");
    }
}
