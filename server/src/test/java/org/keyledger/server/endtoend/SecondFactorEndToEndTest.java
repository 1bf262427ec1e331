package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.server.endtoend.ServiceClient.PASSWORD;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.keyledger.server.endtoend.ServiceClient.Response;
import org.keyledger.server.provider.Person;
import tools.jackson.databind.JsonNode;

/** The rows "TOTP" and "second factor skipped" of the table of attacks. */
@DisplayName("An account with a second factor")
@Timeout(120)
class SecondFactorEndToEndTest {

    private static final Set<String> TOKENS = Set.of("token", "access_token", "refresh_token");

    private final String email = "factor-" + UUID.randomUUID() + "@example.com";
    private final ServiceClient visitor = SharedService.client().with("Idempotency-Key", "factor-" + UUID.randomUUID());
    private Response signedUp;
    private ServiceClient user;
    private AuthenticatorApp app;
    private JsonNode recoveryCodes;
    private Response magicLink;
    private final List<String> magicTokens = new ArrayList<>();

    @BeforeEach
    void turns_it_on() {
        signedUp = visitor.signUp(email).expect(201);
        user = SharedService.client().bearer(signedUp.string("/token"));
        user.post("/auth/verify-email/confirm", json("token", visitor.awaitVerificationToken(email)))
                .expect(200);
        app = new AuthenticatorApp(user.post("/auth/totp/enroll").expect(200).string("/secret"));
        recoveryCodes = user.post("/auth/totp/confirm", json("code", app.firstCode()))
                .expect(200)
                .body()
                .at("/recovery_codes");
    }

    /** Every operation whose response can carry a token or a cookie is called with the password alone. */
    @Test
    void gets_no_session_without_it_on_any_path() {
        var paths = pathsWithoutTheFactor();
        var pages = Set.of(
                "POST /change-email",
                "POST /login",
                "POST /login/2fa",
                "POST /magic-link",
                "POST /magic-link/code",
                "POST /magic-link/request",
                "POST /signup");
        assertThat(paths.keySet()).isEqualTo(union(operationsThatReturnTokens(), pages));
        var before = sessions();

        paths.forEach((operation, call) -> {
            var response = call.get();
            assertThat(sessions())
                    .as(operation + " returned " + response.text())
                    .isEqualTo(before);
        });

        assertThat(visitor.logIn(email).expect(200).body().propertyNames())
                .containsExactlyInAnyOrder("requiresTOTP", "partialToken", "user");
        resetPassword();
        assertThat(visitor.logIn(email).expect(200).body().at("/requiresTOTP").booleanValue())
                .isTrue();
    }

    private Map<String, Supplier<Response>> pathsWithoutTheFactor() {
        var paths = new LinkedHashMap<String, Supplier<Response>>();
        paths.put("POST /auth/signup", () -> visitor.signUp(email).expect(409)); // the same Idempotency-Key
        paths.put("POST /auth/login", () -> visitor.logIn(email).expect(200));
        paths.put(
                "POST /auth/login/2fa",
                () -> complete(partialToken(), app.wrongCode()).expect(401));
        // renews the session that is older than the factor
        paths.put(
                "POST /auth/refresh",
                () -> visitor.refresh(signedUp.string("/session/refresh_token")).expect(200));
        paths.put("POST /api/auth/login", () -> visitor.browserLogIn(email).expect(200));
        paths.put(
                "POST /api/auth/login/2fa",
                () -> SharedService.client()
                        .post("/api/auth/login/2fa", completion(partialToken(), app.secondCode())) // of the token API
                        .expect(401));
        paths.put(
                "POST /api/auth/refresh",
                () -> visitor.post("/api/auth/refresh").expect(401));
        paths.put(
                "POST /api/auth/logout", () -> visitor.post("/api/auth/logout").expect(200));
        var ended = "/api/auth/sessions/" + UUID.randomUUID();
        paths.put(
                "DELETE /api/auth/sessions/{session_id}",
                () -> visitor.delete(ended).expect(401));
        paths.put("DELETE /api/auth/me", () -> visitor.delete("/api/auth/me").expect(401));
        // their tokens act as a key and carry no session
        paths.put(
                "POST /v1/auth/api-key/token",
                () -> visitor.post(
                        "/v1/auth/api-key/token",
                        "{\"key_id\":\"%s\",\"timestamp\":\"%s\",\"signature\":\"%s\"}"
                                .formatted(UUID.randomUUID(), Instant.now().getEpochSecond(), "A".repeat(86))));
        paths.put(
                "POST /v1/auth/token/refresh",
                () -> visitor.post(
                        "/v1/auth/token/refresh", json("refresh_token", signedUp.string("/session/refresh_token"))));
        // their cookie names the mailed link that was opened, no session
        paths.put(
                "POST /change-email",
                () -> visitor.form("/change-email", "token=made-up").expect(400));
        // their cookie names the account that signs up, no session
        for (var path : List.of("/api/auth/register", "/api/auth/signup")) {
            paths.put(
                    "POST " + path,
                    () -> SharedService.client()
                            .post(
                                    path,
                                    "{\"email\":\"%s\",\"name\":\"Ada\",\"password\":\"%s\"}"
                                            .formatted(email, ServiceClient.PASSWORD))
                            .expect(201));
        }
        addMagicLinks(paths, "/auth/magic-link");
        addMagicLinks(paths, "/api/auth/magic-link");
        // the pages are not in the OpenAPI document
        paths.put(
                "POST /login",
                () -> visitor.form("/login", "email=" + email + "&password=" + ServiceClient.PASSWORD)
                        .expect(303));
        paths.put(
                "POST /login/2fa",
                () -> visitor.with("Cookie", "keyledger_partial_token=" + partialToken()) // of the token API
                        .form("/login/2fa", "code=" + app.secondCode())
                        .expect(303));
        paths.put(
                "POST /signup",
                () -> visitor.form("/signup", "name=Ada&email=" + email + "&password=" + ServiceClient.PASSWORD)
                        .expect(200));
        paths.put(
                "GET /api/auth/oauth/{provider}",
                () -> visitor.get("/api/auth/oauth/acme").expect(302)); // its cookie is of the flow
        paths.put("GET /api/auth/oauth/{provider}/callback", this::returnFromProvider);
        paths.put("POST /api/auth/oauth/{provider}/callback", this::returnFromProviderByForm);
        paths.put(
                "GET /api/auth/verify-email",
                () -> visitor.get("/api/auth/verify-email?token=made-up").expect(302));
        paths.put(
                "POST /magic-link/request",
                () -> magicLink =
                        visitor.form("/magic-link/request", "email=" + email).expect(200));
        paths.put("POST /magic-link/code", () -> {
            awaitMagicLink(); // the link is requested after the response
            return withCookieOf(magicLink)
                    .form("/magic-link/code", "code=000000")
                    .expect(401);
        });
        paths.put(
                "POST /magic-link",
                () -> withCookieOf(magicLink)
                        .form("/magic-link", "token=" + lastMagicToken())
                        .expect(303));
        addPasskeys(paths);
        return paths;
    }

    private String lastMagicToken() {
        return magicTokens.get(magicTokens.size() - 1);
    }

    /** Its request sets the cookie that the confirmation needs. */
    private void addMagicLinks(Map<String, Supplier<Response>> paths, String path) {
        paths.put(
                "POST " + path + "/request",
                () -> magicLink = SharedService.client()
                        .post(path + "/request", json("email", email))
                        .expect(200));
        paths.put(
                "POST " + path + "/confirm",
                () -> expectFactor(withCookieOf(magicLink)
                        .post(path + "/confirm", json("token", awaitMagicLink()))
                        .expect(200)));
    }

    private static Response expectFactor(Response response) {
        assertThat(response.body().at("/requiresTOTP").asBoolean()).isTrue();
        return response;
    }

    /** The token of a link that was not awaited before. */
    private String awaitMagicLink() {
        var others = "(?!(?:" + String.join("|", magicTokens) + ")(?![A-Za-z0-9_-]))";
        var token = visitor.awaitMail(email, Pattern.compile("magic-link\\?token=" + others + "([A-Za-z0-9_-]{64})"));
        magicTokens.add(token);
        return token;
    }

    /** A passkey is both factors, if it is one of the account. */
    private void addPasskeys(Map<String, Supplier<Response>> paths) {
        var passkey = SoftwarePasskey.at(visitor.base());
        for (var path : List.of("/auth/passkeys/login", "/api/auth/passkeys/login")) {
            paths.put("POST " + path + "/finish", () -> {
                var options = visitor.post(path + "/options").expect(200);
                var browser = path.startsWith("/api") ? withCookieOf(options) : visitor;
                return browser.post(path + "/finish", passkey.logIn(options.body()))
                        .expect(401);
            });
        }
        paths.put(
                "POST /api/auth/passkeys/login/options",
                () -> visitor.post("/api/auth/passkeys/login/options").expect(200)); // its cookie is of the challenge
    }

    private Response returnFromProvider() {
        var started = visitor.get("/api/auth/oauth/acme").expect(302);
        var callback = SharedService.provider().logIn(locationOf(started), providerAccount());
        return withCookieOf(started)
                .get(callback.substring(visitor.base().length()))
                .expect(302);
    }

    private Response returnFromProviderByForm() {
        var started = visitor.get("/api/auth/oauth/apple").expect(302);
        var form = SharedService.provider().logInByForm(locationOf(started), providerAccount());
        return withCookieOf(started)
                .form("/api/auth/oauth/apple/callback", form)
                .expect(302);
    }

    /** With the address of the account, so that the identity is linked to it. */
    private Person providerAccount() {
        return Person.verified("factor-" + email, email);
    }

    private static String locationOf(Response response) {
        return response.headers().firstValue("Location").orElseThrow();
    }

    private ServiceClient withCookieOf(Response response) {
        var cookie = response.headers().firstValue("Set-Cookie").orElseThrow();
        return visitor.with("Cookie", cookie.substring(0, cookie.indexOf(';')));
    }

    @Test
    void accepts_each_code_in_one_log_in_only() {
        var calls = Stream.generate(this::partialToken)
                .limit(8)
                .map(token -> CompletableFuture.supplyAsync(
                        () -> complete(token, app.secondCode()), task -> new Thread(task).start()))
                .toList();

        var statuses = calls.stream()
                .map(CompletableFuture::join)
                .map(Response::status)
                .toList();

        assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 401);
        var spaced = app.secondCode().substring(0, 3) + " " + app.secondCode().substring(3);
        expectWrong(complete(partialToken(), spaced));
        expectWrong(complete(partialToken(), app.firstCode())); // of the step before
        expectWrong(user.post("/auth/recovery-codes", json("code", app.secondCode()))); // in another session
    }

    @Test
    void accepts_each_recovery_code_once() {
        var code = recoveryCodes.path(0).asString();
        var opened = complete(partialToken(), code).expect(200);

        expectWrong(complete(partialToken(), code));
        var renewed = SharedService.client()
                .bearer(opened.string("/token"))
                .post("/auth/recovery-codes", json("code", recoveryCodes.path(1).asString()))
                .expect(200);
        expectWrong(complete(partialToken(), recoveryCodes.path(2).asString()));
        complete(partialToken(), renewed.string("/recovery_codes/2")).expect(200);
    }

    @Test
    void ends_a_partial_token_after_five_wrong_codes_and_refuses_the_account_after_twenty() {
        for (var logIn = 0; logIn < 4; logIn++) {
            var token = partialToken();
            for (var code = 0; code < 5; code++) {
                expectWrong(complete(token, code == 0 ? "AAAA-AAAA-AAAA-AAAA" : app.wrongCode()));
            }
            if (logIn < 3) {
                assertThat(problem(complete(token, app.secondCode()))).isEqualTo("invalid-partial-token");
            }
        }

        assertThat(complete(partialToken(), app.secondCode()).status()).isEqualTo(429);
    }

    @Test
    void needs_no_code_after_it_was_turned_off() {
        user.post("/auth/totp/disable", json("current_password", PASSWORD)).expect(200);

        assertThat(visitor.logIn(email).expect(200).string("/session/access_token"))
                .isNotEmpty();
    }

    /** A stranger who signs up with an address and enrolls a factor does not keep the owner of the address out. */
    @Test
    void loses_it_at_the_first_reset_of_an_account_whose_owner_is_not_known() {
        var victim = "factor-victim-" + UUID.randomUUID() + "@example.com";
        var stranger = SharedService.client()
                .bearer(SharedService.client().signUp(victim).expect(201).string("/token"));
        var strangersApp = new AuthenticatorApp(
                stranger.post("/auth/totp/enroll").expect(200).string("/secret"));
        stranger.post("/auth/totp/confirm", json("code", strangersApp.firstCode()))
                .expect(200);

        resetPassword(victim);

        assertThat(SharedService.client().logIn(victim).expect(200).string("/session/access_token"))
                .isNotEmpty();
    }

    private void resetPassword() {
        resetPassword(email);
    }

    private static void resetPassword(String address) {
        var client = SharedService.client();
        client.post("/auth/reset-password/request", json("email", address)).expect(200);
        client.post(
                        "/auth/reset-password/confirm",
                        "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(client.awaitResetToken(address), PASSWORD))
                .expect(200);
    }

    /** Operations of the OpenAPI document with a successful response that has a token or sets a cookie. */
    private static Set<String> union(Set<String> some, Set<String> others) {
        var all = new HashSet<>(some);
        all.addAll(others);
        return all;
    }

    private Set<String> operationsThatReturnTokens() {
        var document = visitor.get("/openapi.json").expect(200).body();
        var found = new TreeSet<String>();
        document.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> method.getValue().path("responses").properties().stream()
                                .filter(response -> response.getKey().startsWith("2")
                                        || response.getKey().startsWith("3"))
                                .anyMatch(response -> returnsToken(document, response.getValue(), new HashSet<>())))
                        .forEach(method -> found.add(method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey())));
        return found;
    }

    private static boolean returnsToken(JsonNode document, JsonNode node, Set<String> visited) {
        if (node.has("$ref")) {
            var pointer = node.path("$ref").asString().substring(1);
            return visited.add(pointer) && returnsToken(document, document.at(pointer), visited);
        }
        var names = new HashSet<>(node.path("properties").propertyNames());
        names.retainAll(TOKENS);
        return !names.isEmpty()
                || node.path("headers").has("Set-Cookie")
                || node.valueStream().anyMatch(child -> returnsToken(document, child, visited));
    }

    private Set<String> sessions() {
        var ids = new TreeSet<String>();
        user.get("/auth/sessions?limit=200")
                .expect(200)
                .body()
                .path("sessions")
                .forEach(session -> ids.add(session.path("id").asString()));
        return ids;
    }

    private String partialToken() {
        return SharedService.client().logIn(email).expect(200).string("/partialToken");
    }

    private static Response complete(String partialToken, String code) {
        return SharedService.client().post("/auth/login/2fa", completion(partialToken, code));
    }

    private static String completion(String partialToken, String code) {
        return "{\"partialToken\":\"%s\",\"code\":\"%s\"}".formatted(partialToken, code);
    }

    private static void expectWrong(Response response) {
        assertThat(problem(response)).isEqualTo("wrong-code");
        assertThat(response.status()).isEqualTo(401);
    }

    private static String problem(Response response) {
        return response.string("/type").replaceAll(".*/", "");
    }

    private static String json(String field, String value) {
        return "{\"%s\":\"%s\"}".formatted(field, value);
    }
}
