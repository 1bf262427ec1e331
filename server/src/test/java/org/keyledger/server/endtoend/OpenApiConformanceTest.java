package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.server.endtoend.OpenApiValidator.Operation;
import org.keyledger.server.endtoend.ValidatingClient.Response;

/** Calls every operation until each documented response was returned; {@link ValidatingClient} checks each response. */
@DisplayName("Conforming to the OpenAPI document")
class OpenApiConformanceTest {

    /** Problems that need a full disk, a race, ten seconds or a day; other tests provoke them. */
    private static final Set<String> PROVOKED_ELSEWHERE = Set.of(
            "overloaded",
            "store-unavailable",
            "outcome-unknown",
            "storage-full",
            "verifier-behind",
            "in-progress",
            "already-created",
            "body-too-slow");

    /** Responses that a healthy service on its own machine does not return. */
    private static final Set<String> NOT_PROVOKED = Set.of(
            "readReadiness 503",
            "changePassword step-up-required",
            "changeEmail step-up-required",
            "changeEmail email-taken",
            "changeEmail 200",
            "browserChangeEmail step-up-required",
            "browserChangeEmail email-taken",
            "browserChangeEmail 200",
            "browserEraseAccount step-up-required",
            "browserEraseAccount too-many-requests",
            "register email-taken",
            "register sign-up-closed",
            "browserSignUp email-taken",
            "browserSignUp sign-up-closed",
            "eraseAccount step-up-required",
            "enrollTotp step-up-required",
            "disableTotp step-up-required",
            "renewRecoveryCodes step-up-required",
            "completeLogIn not-seen-yet",
            "browserEnrollTotp step-up-required",
            "browserDisableTotp step-up-required",
            "browserRenewRecoveryCodes step-up-required",
            "browserEnrollTotp too-many-requests",
            "browserConfirmTotp too-many-requests",
            "browserDisableTotp too-many-requests",
            "browserRenewRecoveryCodes too-many-requests",
            "browserCompleteLogIn not-seen-yet",
            "eraseAccount too-many-requests",
            "changePassword too-many-requests",
            "refreshSession too-many-requests",
            "browserChangePassword step-up-required",
            "browserChangePassword too-many-requests",
            "browserRefreshSession too-many-requests",
            "rotateKey too-many-keys",
            "createKey too-many-keys",
            "browserCreateKey too-many-keys",
            "browserRotateKey too-many-keys",
            "signUp password-reset-required",
            "browserLogIn password-reset-required",
            "signUp sign-up-closed",
            "changePolicies step-up-required",
            "changePolicies not-founder",
            "unlinkIdentity step-up-required",
            "startPasskeyRegistration step-up-required",
            "removePasskey step-up-required",
            "browserStartPasskeyRegistration step-up-required",
            "browserRemovePasskey step-up-required",
            "finishPasskeyRegistration not-seen-yet",
            "browserFinishPasskeyRegistration not-seen-yet",
            "finishPasskeyLogIn invalid-credentials",
            "browserFinishPasskeyLogIn invalid-credentials",
            "finishPasskeyLogIn email-not-verified",
            "finishPasskeyLogIn password-reset-required",
            "browserFinishPasskeyLogIn email-not-verified",
            "browserFinishPasskeyLogIn password-reset-required",
            "browserUnlinkIdentity step-up-required",
            "tokenConfirmMagicLink email-not-verified",
            "tokenConfirmMagicLink password-reset-required",
            "tokenConfirmMagicLink invalid-credentials",
            "tokenConfirmMagicLink sign-up-closed",
            "tokenConfirmMagicLink email-taken",
            "browserConfirmMagicLink email-not-verified",
            "browserConfirmMagicLink password-reset-required",
            "browserConfirmMagicLink invalid-credentials",
            "browserConfirmMagicLink sign-up-closed",
            "browserConfirmMagicLink email-taken",
            "logIn email-not-verified");

    private static final String LIMITED_KEY =
            "{\"label\":\"once a day\",\"rate_limit\":{\"limit\":1,\"window_seconds\":86400}}";
    static final String PASSWORD = "your-secure-password";
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final ValidatingClient client = ValidatingClient.at(
            "http://localhost:" + SharedService.service().settings().get("SERVER_PORT"));
    private final OpenApiValidator validator = client.validator();
    private String endedKey = "";

    @Test
    void returns_every_documented_response_and_no_other() {
        assertThat(validator.operations()).isNotEmpty();
        var owner = accountsAndSessions();
        PasswordCalls.run(newClient());
        EmailChangeCalls.run(newClient());
        var browser = BrowserCalls.run(newClient());
        SecondFactorCalls.run(newClient());
        BrowserAccountCalls.run(newClient());
        WayInCalls.run(newClient());
        keys(owner);
        signedApi(owner);
        gatewaysAndPages(owner);
        account(newClient());
        policies(newClient());
        var limited = newClient()
                .bearer(owner.string("/token"))
                .post("/customer/keys", LIMITED_KEY)
                .expect(201);
        var provoker = new ProblemProvoker(this::newClient, owner, browser, limited.string("/secret"), endedKey);
        validator.operations().forEach(provoker::refusals);
        atOnce(provoker::tooEarly);
        validator.operations().forEach(provoker::tooOften);

        assertThat(validator.uncovered().stream()
                        .filter(it -> !NOT_PROVOKED.contains(it))
                        .filter(it -> !PROVOKED_ELSEWHERE.contains(it.substring(it.indexOf(' ') + 1)))
                        .toList())
                .as("documented responses that were never returned")
                .isEmpty();
    }

    /** In parallel, because each call takes two seconds. */
    private void atOnce(Consumer<Operation> asking) {
        var asked = validator.operations().stream()
                .map(operation ->
                        CompletableFuture.runAsync(() -> asking.accept(operation), task -> new Thread(task).start()))
                .toList();
        assertThat(asked.stream()
                        .map(it -> it.handle((done, failure) -> failure == null ? "" : failure.toString())
                                .join())
                        .filter(failure -> !failure.isEmpty())
                        .toList())
                .isEmpty();
    }

    private Response accountsAndSessions() {
        var anonymous = newClient();
        var account = signUpBody("contract@example.com");
        var again = anonymous.with("Idempotency-Key", "contract-sign-up-0123456789");
        var owner = again.post("/auth/signup", account).expect(201);
        again.post("/auth/signup", account).expect(201);
        again.post("/auth/signup", signUpBody("other@example.com")).expect(422);
        anonymous.post("/auth/signup", account).expect(409);
        anonymous.post("/auth/signup", signUpBody("someone@mailinator.com")).expect(400);
        anonymous
                .post("/auth/signup", "{\"email\":\"weak@example.com\",\"password\":\"password\"}")
                .expect(400);
        verification(anonymous, anonymous.bearer(owner.string("/token")));
        sessions(anonymous, account, owner);
        return owner;
    }

    private void verification(ValidatingClient anonymous, ValidatingClient user) {
        user.get("/auth/verify-email/status").expect(200);
        var token = SharedService.client().awaitVerificationToken("contract@example.com");
        var confirm = "{\"token\":\"" + token + "\"}";
        anonymous.post("/auth/verify-email/confirm", confirm).expect(200);
        anonymous.post("/auth/verify-email/confirm", confirm).expect(200);
        anonymous.post("/auth/verify-email/confirm", "{\"token\":\"made up\"}").expect(400);
        anonymous.get("/api/auth/verify-email?token=" + token).expect(302);
        user.post("/auth/verify-email/request").expect(200);
        user.get("/auth/verify-email/status").expect(200);
        user.get("/auth/me").expect(200);
        var other = anonymous.post("/auth/signup", signUpBody("contract-mail@example.com"));
        anonymous
                .bearer(other.string("/token"))
                .post("/auth/verify-email/request")
                .expect(200);
    }

    private void sessions(ValidatingClient anonymous, String account, Response owner) {
        anonymous.with("X-API-Key", owner.string("/api_key")).get("/auth/me").expect(200);
        var session = anonymous.post("/auth/login", account).expect(200);
        anonymous.post("/auth/login", signUpBody("nobody@example.com")).expect(401);
        var refresh = "{\"refresh_token\":\"" + session.string("/session/refresh_token") + "\"}";
        var renewed = anonymous.post("/auth/refresh", refresh).expect(200);
        anonymous.post("/auth/refresh", refresh).expect(200);
        anonymous.bearer(renewed.string("/token")).post("/auth/logout").expect(200);
        anonymous.post("/auth/refresh", refresh).expect(401);
    }

    private void account(ValidatingClient anonymous) {
        var account = signUpBody("contract-leaves@example.com");
        var user = anonymous.bearer(anonymous.post("/auth/signup", account).string("/token"));
        var other = anonymous.post("/auth/login", account).expect(200);
        user.send("PATCH", "/auth/me", "{\"name\":\"Ada\"}").expect(200);
        user.get("/auth/sessions?limit=1").expect(200);
        user.get("/auth/me/activity?limit=1").expect(200);
        user.get("/auth/me/activity?family=session").expect(200);
        user.get("/auth/me/export").expect(200);
        var sessions = user.get("/auth/sessions").expect(200).json().at("/sessions");
        assertThat(sessions).hasSizeGreaterThan(1);
        for (var session : sessions) {
            if (!session.path("current").asBoolean()) {
                var path = "/auth/sessions/" + session.path("id").asString();
                user.call("DELETE", path, BodyPublishers.noBody()).expect(200);
            }
        }
        user.call("DELETE", "/auth/sessions/nonsense", BodyPublishers.noBody()).expect(404);
        user.post("/auth/sessions/revoke-others").expect(200);
        user.post("/auth/introspect", "{\"token\":\"" + other.string("/token") + "\"}")
                .expect(200);
        var validToken = anonymous.post("/auth/login", account).expect(200).string("/token");
        user.post("/auth/introspect", "{\"token\":\"" + validToken + "\"}").expect(200);
        user.with("Content-Type", "application/x-www-form-urlencoded")
                .call("POST", "/auth/introspect", BodyPublishers.ofString("token=" + validToken))
                .expect(200);
        var change = "{\"email\":\"contract-moves@%s\",\"current_password\":\"%s\"}";
        user.post("/auth/change-email", change.formatted("mailinator.com", PASSWORD))
                .expect(400);
        user.post("/auth/change-email", change.formatted("example.com", "not-the-password"))
                .expect(401);
        user.post("/auth/change-email", change.formatted("example.com", PASSWORD))
                .expect(202);
        user.send("DELETE", "/auth/me", "{\"current_password\":\"not-the-password\"}")
                .expect(401);
        user.send("DELETE", "/auth/me", "{\"current_password\":\"" + PASSWORD + "\"}")
                .expect(200);
    }

    private void policies(ValidatingClient anonymous) {
        var account = anonymous.post("/auth/signup", signUpBody("contract-policies@example.com"));
        var user = anonymous.bearer(account.string("/token"));
        user.get("/customer/policies").expect(200);
        user.send("PATCH", "/customer/policies", "{\"max_scopes\":[\"read\"],\"session_idle\":3600}")
                .expect(200);
        user.send("PATCH", "/customer/policies", "{\"session_idle\":null}").expect(200);
        user.send("PATCH", "/customer/policies", "{}").expect(200);
        user.send("PATCH", "/customer/policies", "{\"current_password\":\"not-the-password\"}")
                .expect(401);
        user.post("/customer/keys", "{\"label\":\"too much\",\"scopes\":[\"write\"]}")
                .expect(403);
    }

    private void keys(Response owner) {
        var user = newClient().bearer(owner.string("/token"));
        var again = user.with("Idempotency-Key", "contract-key-0123456789");
        var full = "{\"label\":\"bot\",\"scopes\":[\"read\"],\"environment\":\"test\","
                + "\"expires_at\":\"2099-01-01T00:00:00Z\",\"metadata\":{\"team\":\"build\"},"
                + "\"external_id\":\"customer-4711\",\"owner\":\"tenant\"}";
        var key = again.post("/customer/keys", full).expect(201);
        again.post("/customer/keys", full).expect(201);
        again.post("/customer/keys", "{\"label\":\"other\"}").expect(422);
        var path = "/customer/keys/" + key.string("/key_id");
        user.get(path).expect(200);
        user.get("/customer/keys?limit=1&status=active").expect(200);
        user.get("/customer/keys?external_id=customer-4711").expect(200);
        user.send("PATCH", path, "{\"label\":\"other bot\",\"metadata\":null,\"rate_limit\":null}")
                .expect(200);
        user.send("PATCH", path, "{\"scopes\":[\"write\"]}").expect(400);
        newClient()
                .with("X-API-Key", key.string("/secret"))
                .get("/auth/check?scope=read")
                .expect(200);
        newClient()
                .with("X-API-Key", key.string("/secret"))
                .get("/auth/check?scope=write")
                .expect(403);
        newClient()
                .with("X-API-Key", key.string("/secret"))
                .get("/auth/check?scope=unknown")
                .expect(400);
        newClient().get("/auth/check?deny=403").expect(403);
        again.send("POST", path + "/rotate", "{\"overlap_seconds\":60}").expect(200);
        again.send("POST", path + "/rotate", "{\"overlap_seconds\":61}").expect(422);
        user.post(path + "/confirm").expect(200);
        user.post(path + "/revoke").expect(200);
        user.post(path + "/revoke").expect(200);
        user.post(path + "/rotate").expect(409);
        user.post(path + "/confirm").expect(409);
        user.send("PATCH", path, "{\"label\":\"late\"}").expect(409);
        endedKey = key.string("/key_id");
        user.get("/customer/keys").expect(200);
        var nobodys = "/customer/keys/key_00000000000070008000000000000000";
        user.get(nobodys).expect(404);
        user.send("PATCH", nobodys, "{}").expect(404);
        user.post(nobodys + "/rotate").expect(404);
        user.post(nobodys + "/revoke").expect(404);
        user.post(nobodys + "/confirm").expect(404);
        user.get("/customer/keys/nonsense").expect(404);
        user.post("/customer/keys/nonsense/revoke").expect(404);
    }

    private void signedApi(Response account) {
        var anonymous = newClient();
        var user = anonymous.bearer(account.string("/token"));
        var owner = SharedService.client().bearer(account.string("/token"));
        var mint = "/v1/auth/api-key/token";
        var refresh = "/v1/auth/token/refresh";
        var signer = SigningClient.register(SharedService.client(), owner);
        var request = signer.signedRequest();
        var minted = anonymous.post(mint, request).expect(200);
        anonymous.post(mint, request).expect(401);
        anonymous
                .post(
                        mint,
                        SigningClient.register(SharedService.client(), owner).signedRequest(signer.keyId(), 0))
                .expect(401);
        var token = "{\"refresh_token\":\"" + minted.string("/refresh_token") + "\"}";
        anonymous.post(refresh, token).expect(200);
        user.post("/auth/introspect", "{\"token\":\"" + minted.string("/access_token") + "\"}")
                .expect(200);
        anonymous.bearer(minted.string("/access_token")).get("/auth/check").expect(200);
        var elsewhere = SigningClient.register(SharedService.client(), owner, ",\"ip_allow\":[\"192.0.2.1/32\"]");
        anonymous.post(mint, elsewhere.signedRequest()).expect(403);
        var moved = SigningClient.register(SharedService.client(), owner);
        var fromBefore = "{\"refresh_token\":\"" + moved.mint().string("/refresh_token") + "\"}";
        user.send("PATCH", "/customer/keys/" + moved.keyId(), "{\"ip_allow\":[\"192.0.2.1/32\"]}")
                .expect(200);
        anonymous.post(refresh, fromBefore).expect(403);
        var path = "/customer/keys/" + signer.keyId();
        user.get(path).expect(200);
        user.send("POST", path + "/rotate", "{\"public_key\":" + elsewhere.pem() + "}")
                .expect(200);
        anonymous.post(refresh, token).expect(401);
    }

    private void gatewaysAndPages(Response owner) {
        newClient().bearer(owner.string("/token")).get("/auth/check").expect(200);
        for (var path : Set.of(
                "/.well-known/jwks.json",
                "/problems/email-taken",
                "/docs",
                "/openapi.json",
                "/openapi.yaml",
                "/health/live",
                "/health/ready")) {
            newClient().get(path).expect(200);
        }
        for (var path : Set.of("/docs", "/openapi.json", "/openapi.yaml")) {
            newClient().with("If-None-Match", "*").get(path).expect(304);
        }
        newClient().get("/problems/none").expect(404);
    }

    /** A client with an address of its own, so that only {@link ProblemProvoker#tooOften} reaches a limit. */
    private ValidatingClient newClient() {
        var number = ADDRESSES.incrementAndGet();
        return client.from("10.77." + number / 250 + "." + (number % 250 + 1));
    }

    static String signUpBody(String email) {
        return "{\"email\":\"" + email + "\",\"password\":\"" + PASSWORD + "\"}";
    }
}
