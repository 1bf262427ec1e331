package org.keyledger.server.endtoend;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.keyledger.server.endtoend.OpenApiValidator.Operation;
import org.keyledger.server.endtoend.ValidatingClient.Response;

/** Provokes the problems that all operations of one kind respond with. */
final class ProblemProvoker {

    static final String NO_PASSKEY = "0198f3c2-a1b2-7c3d-8e4f-5a6b7c8d9e0f";
    static final String FUTURE_POSITION = "999999999999";

    /** Operations that are limited by the number of wrong passwords, not of calls. */
    private static final Set<String> NOT_LIMITED_BY_CALLS = Set.of(
            "changePassword",
            "eraseAccount",
            "refreshSession",
            "browserChangePassword",
            "browserEraseAccount",
            "browserRefreshSession",
            "browserEnrollTotp",
            "browserConfirmTotp",
            "browserDisableTotp",
            "browserRenewRecoveryCodes");

    /** Operations that are limited by account, so that the calls need a token. */
    private static final Set<String> LIMITED_BY_ACCOUNT = Set.of(
            "createKey",
            "changeKey",
            "rotateKey",
            "confirmKey",
            "renameAccount",
            "browserRenameAccount",
            "changePolicies",
            "browserCreateKey",
            "browserChangeKey",
            "browserRotateKey",
            "browserConfirmKey",
            "enrollTotp",
            "confirmTotp",
            "disableTotp",
            "renewRecoveryCodes",
            "unlinkIdentity",
            "browserUnlinkIdentity",
            "startPasskeyRegistration",
            "finishPasskeyRegistration",
            "renamePasskey",
            "removePasskey",
            "browserStartPasskeyRegistration",
            "browserFinishPasskeyRegistration",
            "browserRenamePasskey",
            "browserRemovePasskey",
            "exportData",
            "browserExportData");

    /** Parallel requests, so that a limit of 300 per minute is reached within a minute on a slow machine too. */
    private static final int PARALLEL_CALLS = 16;

    private static final int ROUNDS = 40;

    private final Supplier<ValidatingClient> newClient;
    private final Response owner;
    private final Response browser;
    private final String browserKey;
    private final String limitedKey;
    private final String endedKey;

    ProblemProvoker(
            Supplier<ValidatingClient> newClient,
            Response owner,
            Response browser,
            String limitedKey,
            String endedKey) {
        this.newClient = newClient;
        this.owner = owner;
        this.browser = browser;
        this.browserKey = newClient
                .get()
                .withCookiesOf(browser)
                .get("/api/auth/api-keys")
                .expect(200)
                .string("/0/id");
        this.limitedKey = limitedKey;
        this.endedKey = endedKey;
    }

    /** Sends what every operation of its kind refuses. */
    void refusals(Operation operation) {
        var user = caller(operation);
        if (operation.answers("unauthenticated")) {
            newClient
                    .get()
                    .call(operation.method(), path(operation), BodyPublishers.noBody())
                    .expect(401);
            newClient
                    .get()
                    .bearer("nonsense")
                    .call(operation.method(), path(operation), BodyPublishers.noBody())
                    .expect(401);
            user.with("X-API-Key", "nonsense")
                    .call(operation.method(), path(operation), BodyPublishers.noBody())
                    .expect(400);
        }
        if (operation.answers("credential-not-accepted")) {
            var key = newClient.get().with("X-API-Key", owner.string("/api_key"));
            key.call(operation.method(), path(operation), BodyPublishers.noBody())
                    .expect(403);
        }
        if (operation.answers("invalid-csrf-token")) {
            newClient
                    .get()
                    .with("Cookie", browserCookies(), "X-CSRF-Token", "wrong")
                    .call(operation.method(), path(operation), BodyPublishers.noBody())
                    .expect(403);
        }
        if (operation.answers("foreign-origin")
                && operation.path().startsWith("/api/auth/")
                && !operation.method().equals("GET")) {
            user.with("Origin", "https://evil.example")
                    .call(operation.method(), path(operation), BodyPublishers.noBody())
                    .expect(403);
        }
        if (operation.answers("address-not-allowed") && operation.answers("unauthenticated")) {
            var key = user.post("/customer/keys", "{\"label\":\"elsewhere\",\"ip_allow\":[\"192.0.2.1/32\"]}");
            var elsewhere = newClient.get().with("X-API-Key", key.string("/secret"));
            elsewhere
                    .call(operation.method(), path(operation), BodyPublishers.noBody())
                    .expect(403);
        }
        if (operation.answers("no-user")) {
            var key = user.post("/customer/keys", "{\"label\":\"nobody\",\"owner\":\"tenant\"}");
            newClient
                    .get()
                    .with("X-API-Key", key.string("/secret"))
                    .call(operation.method(), path(operation), BodyPublishers.noBody())
                    .expect(403);
        }
        if (operation.takesBody()) {
            user.send(operation.method(), path(operation), "{").expect(400);
            user.send(operation.method(), path(operation), "{\"nonsense\":1}").expect(400);
            user.send(operation.method(), path(operation), "\"" + "x".repeat(70_000) + "\"")
                    .expect(413);
            user.with("Content-Type", "text/plain")
                    .call(operation.method(), path(operation), BodyPublishers.ofString("{}"))
                    .expect(415);
        } else if (checksPositionFirst(operation)) {
            user.with("Ledger-Position", "x")
                    .call(operation.method(), path(operation), BodyPublishers.noBody())
                    .expect(400);
        }
        var status = operation.answersEveryMethod() ? 200 : 405;
        user.call("PURGE", path(operation), BodyPublishers.noBody()).expect(status);
    }

    /** Requires a position that the read models will not reach. */
    void tooEarly(Operation operation) {
        if (checksPositionFirst(operation)) {
            var user = caller(operation).with("Ledger-Position", FUTURE_POSITION);
            var example = operation.described().at("/requestBody/content/application~1json/example");
            var answer = operation.takesBody()
                    ? user.send(operation.method(), path(operation), example.toString())
                    : user.call(operation.method(), path(operation), BodyPublishers.noBody());
            answer.expect(503);
        }
    }

    /** Operations with a mailed or a partial token wait for the position only if the token is valid. */
    private static boolean checksPositionFirst(Operation operation) {
        return operation.answers("not-seen-yet")
                && !operation
                        .id()
                        .matches(
                                "(validate|confirm|show|browserValidate).*Reset.*|browserResetPassword|.*ConfirmMagicLink|(f|browserF)inishPasskeyRegistration|browserFinishPasskeyLogIn|(c|browserC)ompleteLogIn");
    }

    void tooOften(Operation operation) {
        if (!operation.answers("too-many-requests") || NOT_LIMITED_BY_CALLS.contains(operation.id())) {
            return;
        }
        var one = operation.answers("address-not-allowed") && operation.answers("unauthenticated")
                ? newClient.get().bearer(operation.id().equals("check") ? "nonsense" : limitedKey)
                : LIMITED_BY_ACCOUNT.contains(operation.id())
                        ? caller(operation)
                        : newClient.get().bearer("nonsense");
        var body = bodyOf(operation);
        Supplier<Response> call = () -> operation.takesBody()
                ? one.send(operation.method(), path(operation), body)
                : one.call(operation.method(), path(operation), BodyPublishers.noBody());
        for (var round = 0; round < ROUNDS; round++) {
            var asked = Stream.generate(() -> CompletableFuture.supplyAsync(call, task -> new Thread(task).start()))
                    .limit(PARALLEL_CALLS)
                    .toList();
            if (asked.stream()
                            .map(CompletableFuture::join)
                            .filter(it -> it.status() == 429)
                            .count()
                    > 0) {
                return;
            }
        }
        throw new AssertionError(operation.id() + " has no rate limit");
    }

    /** Calls of the signed API are counted only if their body is well-formed. */
    private static String bodyOf(Operation operation) {
        if (operation.id().endsWith("SignedToken")) {
            return operation
                    .described()
                    .at("/requestBody/content/application~1json/example")
                    .toString();
        }
        return switch (operation.id()) {
            case "createKey" -> "{\"label\":\"one more\"}";
            case "browserCreateKey" -> "{\"name\":\"one more\"}";
            default -> "{}";
        };
    }

    /** A client with a credential that the operation accepts: a cookie where that is the only one. */
    private ValidatingClient caller(Operation operation) {
        var security = operation.described().path("security");
        return security.size() == 1 && security.path(0).has("cookie")
                ? newClient.get().withCookiesOf(browser)
                : newClient.get().bearer(owner.string("/token"));
    }

    private String browserCookies() {
        return SessionCookieHeaders.of(browser.response().headers()).cookie();
    }

    private String path(Operation operation) {
        return operation
                .path()
                .replace("{key_id}", operation.path().startsWith("/api/") ? browserKey : endedKey)
                .replace("{slug}", "email-taken")
                .replace("{provider}", "acme")
                .replace("{passkey}", NO_PASSKEY)
                .replace("{session_id}", "nonsense");
    }
}
