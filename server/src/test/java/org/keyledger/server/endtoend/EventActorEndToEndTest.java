package org.keyledger.server.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.server.endtoend.ServiceClient.PASSWORD;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Eventually;
import org.keyledger.ledger.Hash;
import org.keyledger.ledger.RecordedCommit;
import org.keyledger.ledger.hashchain.CommitCodec;
import org.keyledger.server.endtoend.ServiceClient.Response;
import org.keyledger.server.endtoend.TopicReader.TopicRecord;
import org.keyledger.server.provider.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A table with a row for each route of the API and what it appends. Compares the actor of every commit in the ledger, on
 * Kafka and in the audit archive. A route without a row fails the test.
 */
@DisplayName("The actor of the events of every route")
class EventActorEndToEndTest {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Hash ANY = Hash.of(new byte[Hash.LENGTH]);
    private static final String OTHER_PASSWORD = "an entirely new password";
    /** Pages are not in the OpenAPI document. Those that log in and sign up share the use cases of the browser API. */
    private static final Set<String> PAGES = Set.of(
            "GET /login",
            "GET /signup",
            "GET /not-me",
            "POST /not-me",
            "GET /verify",
            "GET /forgot-password",
            "POST /forgot-password",
            "GET /reset-password",
            "POST /reset-password",
            "GET /reset-password/done",
            "GET /change-email",
            "POST /change-email",
            "GET /change-email/cancel",
            "POST /change-email/cancel",
            "GET /change-email/undo",
            "POST /change-email/undo");

    private static final Pattern CANCEL = Pattern.compile("change-email/cancel\\?token=([A-Za-z0-9_-]+)");
    private static final Pattern UNDO = Pattern.compile("change-email/undo\\?token=([A-Za-z0-9_-]+)");
    private static final Pattern MAGIC = Pattern.compile("magic-link\\?token=([A-Za-z0-9_-]+)");
    private static final Pattern NOT_ME = Pattern.compile("not-me\\?token=([A-Za-z0-9_-]+)");
    private static final String TO_NEW = "Confirm your new email address";
    private static final Map<String, String> PUBLISHED_NAMES = Map.of(
            "actor.kind", "actorkind",
            "actor.user", "actoruser",
            "actor.credential", "actorcredential",
            "tenant", "tenant",
            "correlation", "requestid",
            "decidedAt", "decidedatposition");

    private final Path data = Path.of(SharedService.service().settings().get("KEYLEDGER_DATA"));
    private final TreeSet<String> covered = new TreeSet<>();
    private final Map<Long, Map<String, String>> actors = new HashMap<>();

    /** The account of a test with the session that it uses. */
    private record Account(String email, String user, String tenant, String session, ServiceClient client) {

        /** The same account with the session of a log-in through the browser API. */
        Account browsing(Response logIn) {
            return new Account(
                    email,
                    user,
                    tenant,
                    SessionCookieHeaders.of(logIn.headers()).session().toString(),
                    SharedService.client().withCookiesOf(logIn));
        }

        static Account of(String email, Response response) {
            return new Account(
                    email,
                    response.string("/user/id"),
                    response.string("/tenant_id"),
                    sessionOf(response),
                    SharedService.client().bearer(response.string("/token")));
        }

        Map<String, String> byUser() {
            return Map.of("actor.kind", "user", "actor.user", user, "actor.credential", session, "tenant", tenant);
        }

        Map<String, String> byMail() {
            return Map.of("actor.kind", "mailed-link", "actor.user", user, "tenant", tenant);
        }
    }

    @Test
    void is_what_the_request_presented() throws IOException {
        new LedgerHeadReader(SharedService.service()).countWhenSettled();

        accounts();
        sessions();
        secondFactors();
        keys();
        policies();
        mailedLinks();
        changesOfAddress();
        securedAccounts();
        browserAccounts();
        addressesOnEitherApi();
        magicLinks();
        identities();
        passkeys();
        passwords();
        browserSessions();
        browserSecondFactors();
        browserPasswords();
        browserKeys();
        readingRoutes();

        assertThat(covered).containsAll(PAGES);
        covered.removeAll(PAGES);
        assertThat(covered).containsExactlyElementsOf(routes());
        assertThat(actors).hasSizeGreaterThan(20);
        onKafka();
        inTheArchive();
    }

    private void accounts() {
        var email = "actor-of-all@example.com";
        var created = writes(
                "POST /auth/signup",
                "user.registered",
                () -> visitor().signUp(email),
                response -> Map.of(
                        "actor.kind",
                        "anonymous",
                        "actor.user",
                        response.string("/user/id"),
                        "tenant",
                        response.string("/tenant_id")));
        writes(
                "POST /auth/login",
                "session.started",
                () -> visitor().logIn(email),
                response -> Account.of(email, response).byUser());
        writes(
                "POST /auth/login",
                "login.failed",
                () -> visitor()
                        .post("/auth/login", "{\"email\":\"%s\",\"password\":\"wrong password\"}".formatted(email)),
                response -> Map.of("actor.kind", "anonymous"));
        var owner = Account.of(email, created);
        writes(
                "PATCH /auth/me",
                "user.renamed",
                () -> owner.client().patch("/auth/me", "{\"name\":\"Ada\"}"),
                byUser(owner));
        reads("GET /auth/me", () -> owner.client().get("/auth/me"));
        reads("GET /auth/me", () -> visitor().key(created.string("/api_key")).get("/auth/me"));
        writes(
                "POST /auth/verify-email/request",
                "user.email-verification-requested",
                () -> owner.client().post("/auth/verify-email/request"),
                byUser(owner));
        reads("GET /auth/verify-email/status", () -> owner.client().get("/auth/verify-email/status"));
        writes(
                "DELETE /auth/me",
                "user.erased",
                () -> owner.client().delete("/auth/me", "{\"current_password\":\"%s\"}".formatted(PASSWORD)),
                byUser(owner));
    }

    private void sessions() {
        var owner = account("actor-sessions");
        var first = Account.of(owner.email(), visitor().logIn(owner.email()).expect(200));
        var second = Account.of(owner.email(), visitor().logIn(owner.email()).expect(200));
        visitor().logIn(owner.email()).expect(200);
        var loggedIn = visitor().logIn(owner.email()).expect(200);
        var refreshed = Account.of(owner.email(), loggedIn);
        writes(
                "POST /auth/refresh",
                "session.refreshed",
                () -> visitor().refresh(loggedIn.string("/session/refresh_token")),
                byUser(refreshed));
        reads("GET /auth/identities", () -> owner.client().get("/auth/identities"));
        reads("GET /auth/me/activity", () -> owner.client().get("/auth/me/activity"));
        reads("GET /auth/me/export", () -> owner.client().get("/auth/me/export"));
        reads("GET /auth/sessions", () -> owner.client().get("/auth/sessions"));
        writes(
                "DELETE /auth/sessions/{}",
                "session.ended",
                () -> owner.client().delete("/auth/sessions/" + first.session()),
                byUser(owner));
        writes("POST /auth/logout", "session.ended", () -> second.client().post("/auth/logout"), byUser(second));
        writes(
                "POST /auth/sessions/revoke-others",
                "user.other-sessions-ended",
                () -> owner.client().post("/auth/sessions/revoke-others"),
                byUser(owner));
    }

    private void secondFactors() {
        var owner = account("actor-factor");
        var enrolled = writes(
                "POST /auth/totp/enroll",
                "factor.totp-enrolled",
                () -> owner.client().post("/auth/totp/enroll"),
                byUser(owner));
        var code = "{\"code\":\"%s\"}".formatted(new AuthenticatorApp(enrolled.string("/secret")).firstCode());
        var confirmed = writes(
                "POST /auth/totp/confirm",
                "factor.totp-confirmed",
                () -> owner.client().post("/auth/totp/confirm", code),
                byUser(owner));
        var partial = visitor().logIn(owner.email()).expect(200).string("/partialToken");
        writes(
                "POST /auth/login/2fa",
                "session.started",
                () -> visitor()
                        .post(
                                "/auth/login/2fa",
                                "{\"partialToken\":\"%s\",\"code\":\"%s\"}"
                                        .formatted(partial, confirmed.string("/recovery_codes/0"))),
                response -> Account.of(owner.email(), response).byUser());
        writes(
                "POST /auth/recovery-codes",
                "factor.recovery-codes-generated",
                () -> owner.client().post("/auth/recovery-codes"),
                byUser(owner));
        writes(
                "POST /auth/totp/disable",
                "factor.totp-disabled",
                () -> owner.client().post("/auth/totp/disable"),
                byUser(owner));
    }

    private void keys() {
        var owner = account("actor-keys");
        var key = writes(
                "POST /customer/keys", "apikey.created", () -> owner.client().createKey("build"), byUser(owner));
        var path = "/customer/keys/" + key.string("/key_id");
        reads("GET /customer/keys", () -> owner.client().get("/customer/keys"));
        reads("GET /customer/keys/{}", () -> owner.client().get(path));
        writes(
                "PATCH /customer/keys/{}",
                "apikey.changed",
                () -> owner.client().patch(path, "{\"label\":\"nightly build\"}"),
                byUser(owner));
        // appends only for a key that a restore has suspended
        reads("POST /customer/keys/{}/confirm", () -> owner.client().post(path + "/confirm"));
        reads("GET /auth/check", () -> visitor().key(key.string("/secret")).get("/auth/check"));
        reads(
                "POST /auth/introspect",
                () -> visitor()
                        .key(key.string("/secret"))
                        .post("/auth/introspect", "{\"token\":\"%s\"}".formatted(key.string("/secret"))));
        signedApi(owner);
        writes(
                "POST /customer/keys/{}/rotate",
                "apikey.rotated",
                () -> owner.client().post(path + "/rotate"),
                byUser(owner));
        var other = owner.client().createKey("other").expect(201).string("/key_id");
        writes(
                "POST /customer/keys/{}/revoke",
                "apikey.revoked",
                () -> owner.client().post("/customer/keys/" + other + "/revoke"),
                byUser(owner));
    }

    private void policies() {
        var owner = account("actor-policies");
        reads("GET /customer/policies", () -> owner.client().get("/customer/policies"));
        writes(
                "PATCH /customer/policies",
                "tenant.policy-changed",
                () -> owner.client().patch("/customer/policies", "{\"min_password\":12}"),
                byUser(owner));
    }

    private void signedApi(Account owner) {
        var signer = SigningClient.register(visitor(), owner.client());
        reads("POST /v1/auth/api-key/token", signer::mint);
        var token = signer.mint().string("/refresh_token");
        reads("POST /v1/auth/token/refresh", () -> signer.refresh(token));
    }

    private void mailedLinks() {
        var one = account("actor-verifies");
        var two = account("actor-follows");
        var first = visitor().awaitVerificationToken(one.email());
        writes(
                "POST /auth/verify-email/confirm",
                "user.email-verified",
                () -> visitor().post("/auth/verify-email/confirm", token(first)),
                response -> one.byMail());
        var second = visitor().awaitVerificationToken(two.email());
        writes(
                "GET /api/auth/verify-email",
                "user.email-verified",
                () -> visitor().get("/api/auth/verify-email?token=" + second),
                response -> two.byMail());
        var moved = "actor-moved@example.com";
        writes(
                "POST /auth/change-email",
                "user.email-change-requested",
                () -> one.client().post("/auth/change-email", "{\"email\":\"%s\"}".formatted(moved)),
                byUser(one));
        var third = visitor().awaitVerificationToken(moved, TO_NEW);
        writes(
                "POST /auth/verify-email/confirm",
                "user.email-changed",
                () -> visitor().post("/auth/verify-email/confirm", token(third)),
                response -> one.byMail());
    }

    private void changesOfAddress() {
        var owner = account("actor-changes");
        requestChange(owner, "actor-cancelled@example.com");
        var unused = visitor().awaitVerificationToken("actor-cancelled@example.com", TO_NEW);
        reads("GET /change-email", () -> visitor().get("/change-email?token=" + unused));
        var cancel = visitor().awaitMail(owner.email(), CANCEL);
        reads("GET /change-email/cancel", () -> visitor().get("/change-email/cancel?token=" + cancel));
        writes(
                "POST /change-email/cancel",
                "user.email-change-cancelled",
                () -> visitor().form("/change-email/cancel", "token=" + cancel),
                response -> owner.byMail());
        requestChange(owner, "actor-undone@example.com");
        var confirm = visitor().awaitVerificationToken("actor-undone@example.com", TO_NEW);
        writes(
                "POST /change-email",
                "user.email-changed",
                () -> visitor().form("/change-email", "token=" + confirm),
                response -> owner.byMail());
        var undo = visitor().awaitMail(owner.email(), UNDO);
        reads("GET /change-email/undo", () -> visitor().get("/change-email/undo?token=" + undo));
        writes(
                "POST /change-email/undo",
                "user.email-change-undone",
                () -> visitor().form("/change-email/undo", "token=" + undo),
                response -> owner.byMail());
    }

    private void securedAccounts() {
        for (var path : List.of("/auth/not-me", "/api/auth/not-me", "/not-me")) {
            var owner = account("actor-not-me" + path.replace('/', '-'));
            visitor()
                    .post("/auth/verify-email/confirm", token(visitor().awaitVerificationToken(owner.email())))
                    .expect(200);
            owner.client().createKey("a").expect(201);
            var token = visitor().awaitMail(owner.email(), NOT_ME);
            if (path.equals("/not-me")) {
                reads("GET /not-me", () -> visitor().get("/not-me?token=" + token));
            }
            writes(
                    "POST " + path,
                    "user.account-secured",
                    () -> path.equals("/not-me")
                            ? visitor().form(path, "token=" + token)
                            : visitor().post(path, token(token)),
                    response -> owner.byMail());
        }
    }

    private static void requestChange(Account owner, String address) {
        owner.client()
                .post("/auth/change-email", "{\"email\":\"%s\"}".formatted(address))
                .expect(202);
    }

    private void browserAccounts() {
        var email = "actor-registers@example.com";
        var body = "{\"email\":\"%s\",\"name\":\"Ada\",\"password\":\"%s\"}";
        var before = nextPosition();
        writes(
                "POST /api/auth/register",
                "user.registered",
                () -> visitor().post("/api/auth/register", body.formatted(email, PASSWORD)),
                response -> Map.of(
                        "actor.kind",
                        "anonymous",
                        "actor.user",
                        response.string("/user/id"),
                        "tenant",
                        tenantCreatedFrom(before)));
        writes(
                "POST /api/auth/signup",
                "login.sign-up-notice-requested",
                () -> visitor().post("/api/auth/signup", body.formatted(email, PASSWORD)),
                response -> Map.of("actor.kind", "anonymous"));
        writes(
                "POST /api/auth/verify-email/resend",
                "user.email-verification-requested",
                () -> visitor().post("/api/auth/verify-email/resend", "{\"email\":\"%s\"}".formatted(email)),
                response -> Map.of("actor.kind", "anonymous"));
        var owner = account("actor-account");
        var token = visitor().awaitVerificationToken(owner.email());
        writes(
                "POST /api/auth/verify-email/confirm",
                "user.email-verified",
                () -> visitor().post("/api/auth/verify-email/confirm", token(token)),
                response -> owner.byMail());
        var browsing = logInAs(owner);
        reads("GET /api/auth/me", () -> browsing.client().get("/api/auth/me"));
        reads("GET /api/auth/verify-email/status", () -> browsing.client().get("/api/auth/verify-email/status"));
        reads("POST /api/auth/verify-email/request", () -> browsing.client().post("/api/auth/verify-email/request"));
        writes(
                "PATCH /api/auth/me",
                "user.renamed",
                () -> browsing.client().patch("/api/auth/me", "{\"name\":\"Ada\"}"),
                byUser(browsing));
        writes(
                "POST /api/auth/change-email",
                "user.email-change-requested",
                () -> browsing.client()
                        .post("/api/auth/change-email", "{\"email\":\"actor-account-moved@example.com\"}"),
                byUser(browsing));
        writes(
                "DELETE /api/auth/me",
                "user.erased",
                () -> browsing.client().delete("/api/auth/me", "{\"current_password\":\"%s\"}".formatted(PASSWORD)),
                byUser(browsing));
    }

    /** The response of the browser API does not contain it. */
    private String tenantCreatedFrom(long position) {
        return commitsFrom(position).stream()
                .flatMap(it -> it.commit().events().stream())
                .filter(event -> event.eventType().equals("tenant.created"))
                .map(event -> event.aggregateId())
                .findFirst()
                .orElseThrow();
    }

    private void addressesOnEitherApi() {
        for (var api : List.of("/auth", "/api/auth")) {
            var owner = account("actor-address" + api.replace('/', '-'));
            var moved = "moved-" + owner.email();
            requestChange(owner, "dropped-" + owner.email());
            var cancel = visitor().awaitMail(owner.email(), CANCEL);
            writes(
                    "POST " + api + "/change-email/cancel",
                    "user.email-change-cancelled",
                    () -> visitor().post(api + "/change-email/cancel", token(cancel)),
                    response -> owner.byMail());
            requestChange(owner, moved);
            var confirm = visitor().awaitVerificationToken(moved, TO_NEW);
            writes(
                    "POST " + api + "/change-email/confirm",
                    "user.email-changed",
                    () -> visitor().post(api + "/change-email/confirm", token(confirm)),
                    response -> owner.byMail());
            var undo = visitor().awaitMail(owner.email(), UNDO);
            writes(
                    "POST " + api + "/change-email/undo",
                    "user.email-change-undone",
                    () -> visitor().post(api + "/change-email/undo", token(undo)),
                    response -> owner.byMail());
        }
    }

    /** The ownership of the address was not proved before; using the link up proves nothing yet about who uses it. */
    private void magicLinks() {
        Map<String, String> anybody = Map.of("actor.kind", "anonymous");
        for (var api : List.of("/auth", "/api/auth")) {
            var owner = browserAccount("actor-magic" + api.replace('/', '-'));
            var requested = writes(
                    "POST " + api + "/magic-link/request",
                    "login.magic-link-requested",
                    () -> visitor().post(api + "/magic-link/request", "{\"email\":\"%s\"}".formatted(owner.email())),
                    response -> anybody);
            var browser = visitor().with("Cookie", cookieOf(requested));
            var link = visitor().awaitMail(owner.email(), MAGIC);
            writesInOrder(
                    "POST " + api + "/magic-link/confirm",
                    List.of("user.account-reclaimed", "login.magic-link-used", "session.started"),
                    () -> browser.post(api + "/magic-link/confirm", token(link)),
                    response -> List.of(
                            owner.byMail(),
                            anybody,
                            startedBy(owner, api, response).byUser()));
        }
    }

    private static Account startedBy(Account owner, String api, Response response) {
        return api.startsWith("/api") ? owner.browsing(response) : Account.of(owner.email(), response);
    }

    private static String cookieOf(Response response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }

    private void identities() {
        var owner = ownedAccount("actor-identity");
        var browsing = logInAs(owner);
        var person = Person.verified("actor-identity", owner.email());
        var started = visitor().get("/api/auth/oauth/acme").expect(302);
        reads("GET /api/auth/oauth/{}", () -> visitor().get("/api/auth/oauth/acme"));
        var returned = SharedService.provider().logIn(location(started), person);
        writesInOrder(
                "GET /api/auth/oauth/{}/callback",
                List.of("federation.identity-linked", "session.started"),
                () -> visitor().with("Cookie", cookieOf(started)).get(pathOf(returned)),
                response -> List.of(
                        Map.of("actor.kind", "anonymous", "actor.user", owner.user(), "tenant", owner.tenant()),
                        owner.browsing(response).byUser()));
        writes(
                "DELETE /auth/identities/{}",
                "federation.identity-unlinked",
                () -> owner.client().delete("/auth/identities/acme"),
                byUser(owner));
        var apple = visitor().get("/api/auth/oauth/apple").expect(302);
        var form = SharedService.provider().logInByForm(location(apple), person);
        writesInOrder(
                "POST /api/auth/oauth/{}/callback",
                List.of("federation.identity-linked", "session.started"),
                () -> visitor()
                        .with("Cookie", cookieOf(apple))
                        .formWithoutToken("/api/auth/oauth/apple/callback", form),
                response -> List.of(
                        Map.of("actor.kind", "anonymous", "actor.user", owner.user(), "tenant", owner.tenant()),
                        owner.browsing(response).byUser()));
        writes(
                "DELETE /api/auth/identities/{}",
                "federation.identity-unlinked",
                () -> browsing.client().delete("/api/auth/identities/apple"),
                byUser(browsing));
    }

    private static String location(Response response) {
        return response.headers().firstValue("Location").orElseThrow();
    }

    private static String pathOf(String url) {
        return url.substring(SharedService.client().base().length());
    }

    private void passkeys() {
        for (var api : List.of("/auth", "/api/auth")) {
            var owner = browserAccount("actor-passkey" + api.replace('/', '-'));
            var caller = api.equals("/auth") ? owner : logInAs(owner);
            var passkey = SoftwarePasskey.at(visitor().base());
            var path = api + "/passkeys";
            reads(
                    "POST " + path + "/registration/options",
                    () -> caller.client().post(path + "/registration/options"));
            var creation = caller.client().post(path + "/registration/options").expect(200);
            var body = passkey.register(creation.body(), "Laptop");
            var registered = writes(
                    "POST " + path + "/registration/finish",
                    "passkey.registered",
                    () -> caller.client().post(path + "/registration/finish", body),
                    byUser(caller));
            reads("GET " + path, () -> caller.client().get(path));
            reads("POST " + path + "/login/options", () -> visitor().post(path + "/login/options"));
            var options = visitor().post(path + "/login/options").expect(200);
            var browser = api.equals("/auth") ? visitor() : visitor().with("Cookie", cookieOf(options));
            var assertion = passkey.logIn(options.body());
            writes(
                    "POST " + path + "/login/finish",
                    "session.started",
                    () -> browser.post(path + "/login/finish", assertion),
                    response -> startedBy(owner, api, response).byUser());
            var one = path + "/" + registered.string("/id");
            writes(
                    "PATCH " + path + "/{}",
                    "passkey.renamed",
                    () -> caller.client().patch(one, "{\"name\":\"Phone\"}"),
                    byUser(caller));
            writes(
                    "DELETE " + path + "/{}",
                    "passkey.removed",
                    () -> caller.client().delete(one),
                    byUser(caller));
        }
    }

    private void passwords() {
        var owner = account("actor-forgot");
        var request = "{\"email\":\"%s\"}".formatted(owner.email());
        Map<String, String> anybody = Map.of("actor.kind", "anonymous");
        writes(
                "POST /auth/reset-password/request",
                "user.password-reset-requested",
                () -> visitor().post("/auth/reset-password/request", request),
                response -> anybody);
        var first = visitor().awaitResetToken(owner.email());
        reads(
                "POST /auth/reset-password/validate",
                () -> visitor().post("/auth/reset-password/validate", token(first)));
        reads("GET /reset-password", () -> visitor().get("/reset-password?token=" + first));
        writes(
                "POST /auth/reset-password/confirm",
                "user.password-reset",
                () -> visitor()
                        .post(
                                "/auth/reset-password/confirm",
                                "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(first, PASSWORD)),
                response -> owner.byMail());
        writes(
                "POST /forgot-password",
                "user.password-reset-requested",
                () -> visitor().form("/forgot-password", "email=" + owner.email()),
                response -> anybody);
        var second = Eventually.awaitPresent(
                () -> Optional.of(visitor().awaitResetToken(owner.email())).filter(token -> !token.equals(first)),
                () -> "no second mail");
        writes(
                "POST /reset-password",
                "user.password-reset",
                () -> visitor().form("/reset-password", "token=" + second + "&password=" + PASSWORD.replace(' ', '+')),
                response -> owner.byMail());
        var again = Account.of(owner.email(), visitor().logIn(owner.email()).expect(200));
        writes(
                "POST /auth/change-password",
                "user.password-changed",
                () -> again.client()
                        .post(
                                "/auth/change-password",
                                "{\"current_password\":\"%s\",\"password\":\"%s\"}"
                                        .formatted(PASSWORD, OTHER_PASSWORD)),
                byUser(again));
    }

    private Account browserAccount(String name) {
        var owner = account(name);
        visitor()
                .post("/auth/verify-email/confirm", token(visitor().awaitVerificationToken(owner.email())))
                .expect(200);
        return owner;
    }

    /** Verifies the address in the session of the sign-up, which proves its ownership. */
    private static Account ownedAccount(String name) {
        var owner = account(name);
        owner.client()
                .post("/auth/verify-email/confirm", token(visitor().awaitVerificationToken(owner.email())))
                .expect(200);
        return owner;
    }

    private static Account logInAs(Account owner) {
        return owner.browsing(visitor().browserLogIn(owner.email()).expect(200));
    }

    private void browserSessions() {
        var owner = browserAccount("actor-browser");
        writes(
                "POST /api/auth/login",
                "session.started",
                () -> visitor().browserLogIn(owner.email()),
                response -> owner.browsing(response).byUser());
        var first = logInAs(owner);
        var second = logInAs(owner);
        reads("GET /api/auth/identities", () -> first.client().get("/api/auth/identities"));
        reads("GET /api/auth/me/activity", () -> first.client().get("/api/auth/me/activity"));
        reads("GET /api/auth/me/export", () -> first.client().get("/api/auth/me/export"));
        reads("GET /api/auth/sessions", () -> first.client().get("/api/auth/sessions"));
        writes(
                "POST /api/auth/refresh",
                "session.refreshed",
                () -> first.client().post("/api/auth/refresh"),
                byUser(first));
        writes(
                "DELETE /api/auth/sessions/{}",
                "session.ended",
                () -> first.client().delete("/api/auth/sessions/" + second.session()),
                byUser(first));
        writes(
                "POST /api/auth/sessions/revoke-others",
                "user.other-sessions-ended",
                () -> first.client().post("/api/auth/sessions/revoke-others"),
                byUser(first));
        writes("POST /api/auth/logout", "session.ended", () -> first.client().post("/api/auth/logout"), byUser(first));
    }

    private void browserKeys() {
        var keys = "/api/auth/api-keys";
        var owner = logInAs(browserAccount("actor-browser-keys"));
        var key = writes(
                "POST /api/auth/api-keys",
                "apikey.created",
                () -> owner.client().post(keys, "{\"name\":\"build\"}"),
                byUser(owner));
        var path = keys + "/" + key.string("/id");
        reads("GET /api/auth/api-keys", () -> owner.client().get(keys));
        reads("GET /api/auth/api-keys/{}", () -> owner.client().get(path));
        writes(
                "PATCH /api/auth/api-keys/{}",
                "apikey.changed",
                () -> owner.client().patch(path, "{\"name\":\"nightly build\"}"),
                byUser(owner));
        // appends only for a key that a restore has suspended
        reads("POST /api/auth/api-keys/{}/confirm", () -> owner.client().post(path + "/confirm"));
        var rotated = writes(
                "POST /api/auth/api-keys/{}/rotate",
                "apikey.rotated",
                () -> owner.client().post(path + "/rotate"),
                byUser(owner));
        writes(
                "POST /api/auth/api-keys/{}/revoke",
                "apikey.revoked",
                () -> owner.client().post(keys + "/" + rotated.string("/id") + "/revoke"),
                byUser(owner));
    }

    private void browserSecondFactors() {
        var owner = browserAccount("actor-browser-factor");
        var browsing = logInAs(owner);
        var enrolled = writes(
                "POST /api/auth/totp/enroll",
                "factor.totp-enrolled",
                () -> browsing.client().post("/api/auth/totp/enroll"),
                byUser(browsing));
        var code = "{\"code\":\"%s\"}".formatted(new AuthenticatorApp(enrolled.string("/secret")).firstCode());
        var confirmed = writes(
                "POST /api/auth/totp/confirm",
                "factor.totp-confirmed",
                () -> browsing.client().post("/api/auth/totp/confirm", code),
                byUser(browsing));
        var partial = visitor().browserLogIn(owner.email()).expect(200).string("/partialToken");
        writes(
                "POST /api/auth/login/2fa",
                "session.started",
                () -> visitor()
                        .post(
                                "/api/auth/login/2fa",
                                "{\"partialToken\":\"%s\",\"code\":\"%s\"}"
                                        .formatted(partial, confirmed.string("/recovery_codes/0"))),
                response -> owner.browsing(response).byUser());
        writes(
                "POST /api/auth/recovery-codes",
                "factor.recovery-codes-generated",
                () -> browsing.client().post("/api/auth/recovery-codes"),
                byUser(browsing));
        writes(
                "POST /api/auth/totp/disable",
                "factor.totp-disabled",
                () -> browsing.client().post("/api/auth/totp/disable"),
                byUser(browsing));
    }

    private void browserPasswords() {
        var owner = browserAccount("actor-browser-forgot");
        writes(
                "POST /api/auth/forgot-password",
                "user.password-reset-requested",
                () -> visitor().post("/api/auth/forgot-password", "{\"email\":\"%s\"}".formatted(owner.email())),
                response -> Map.of("actor.kind", "anonymous"));
        var mailed = visitor().awaitResetToken(owner.email());
        reads(
                "POST /api/auth/reset-password/validate",
                () -> visitor().post("/api/auth/reset-password/validate", token(mailed)));
        writes(
                "POST /api/auth/reset-password",
                "user.password-reset",
                () -> visitor()
                        .post(
                                "/api/auth/reset-password",
                                "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(mailed, PASSWORD)),
                response -> owner.byMail());
        var browsing = logInAs(owner);
        writes(
                "POST /api/auth/change-password",
                "user.password-changed",
                () -> browsing.client()
                        .post("/api/auth/change-password", "{\"password\":\"%s\"}".formatted(OTHER_PASSWORD)),
                byUser(browsing));
    }

    private void readingRoutes() {
        for (var path : List.of(
                "/.well-known/jwks.json",
                "/login",
                "/signup",
                "/verify",
                "/forgot-password",
                "/reset-password/done",
                "/docs",
                "/openapi.json",
                "/openapi.yaml",
                "/health/live",
                "/health/ready")) {
            reads("GET " + path, () -> visitor().get(path));
        }
        reads("GET /problems/{}", () -> visitor().get("/problems/email-taken"));
    }

    private static Account account(String name) {
        var email = name + "@example.com";
        return Account.of(email, visitor().signUp(email).expect(201));
    }

    private static ServiceClient visitor() {
        return SharedService.client();
    }

    private static String token(String token) {
        return "{\"token\":\"" + token + "\"}";
    }

    private static Function<Response, Map<String, String>> byUser(Account account) {
        return response -> account.byUser();
    }

    /** The session id in an access token (RFC 7519). */
    private static String sessionOf(Response response) {
        var claims = java.util.Base64.getUrlDecoder()
                .decode(response.string("/token").split("\\.")[1]);
        return JSON.readTree(claims).path("sid").asString();
    }

    private void reads(String route, Supplier<Response> call) {
        covered.add(route);
        var before = nextPosition();
        var response = call.get();
        assertThat(response.status()).as(route).isLessThan(400);
        assertThat(response.headers().firstValue("Ledger-Position")).as(route).isEmpty();
        assertThat(commitsFrom(before)).as("commits of " + route).isEmpty();
    }

    /** Waits for the event, because some events are recorded after the response. */
    private Response writes(
            String route, String eventType, Supplier<Response> call, Function<Response, Map<String, String>> actor) {
        covered.add(route);
        var before = nextPosition();
        var response = call.get();
        var commit = Eventually.awaitPresent(
                () -> commitsFrom(before).stream()
                        .filter(it -> it.commit().events().stream()
                                .anyMatch(event -> event.eventType().equals(eventType)))
                        .findFirst(),
                () -> "no " + eventType + " after " + route + ", which returned " + response.text());
        var metadata = metadata(commit);
        assertThat(onlyActor(metadata)).as(route + " " + eventType).isEqualTo(actor.apply(response));
        assertThat(metadata.get("correlation")).as(route).matches("[0-9a-f-]{36}");
        assertThat(Long.parseLong(metadata.get("decidedAt")))
                .as(route)
                .isLessThan(commit.first().value());
        assertThat(commitsFrom(before)).as("commits of " + route).hasSize(1);
        remember(commit, metadata);
        return response;
    }

    private void remember(RecordedCommit commit, Map<String, String> metadata) {
        for (var position = commit.first().value(); position <= commit.last().value(); position++) {
            actors.put(position, metadata);
        }
    }

    /** A commit for each of the events, in this order, with the actor at the same index. */
    private void writesInOrder(
            String route,
            List<String> eventTypes,
            Supplier<Response> call,
            Function<Response, List<Map<String, String>>> expected) {
        covered.add(route);
        var before = nextPosition();
        var response = call.get();
        var commits = Eventually.awaitPresent(
                () -> Optional.of(commitsFrom(before)).filter(all -> all.size() >= eventTypes.size()),
                () -> "no " + eventTypes + " after " + route + ", which returned " + response.text());
        assertThat(commits).as("commits of " + route).hasSameSizeAs(eventTypes);
        for (var i = 0; i < commits.size(); i++) {
            var metadata = metadata(commits.get(i));
            assertThat(commits.get(i).commit().events())
                    .as(route)
                    .extracting(event -> event.eventType())
                    .contains(eventTypes.get(i));
            assertThat(onlyActor(metadata))
                    .as(route + " " + eventTypes.get(i))
                    .isEqualTo(expected.apply(response).get(i));
            assertThat(metadata.get("correlation")).as(route).matches("[0-9a-f-]{36}");
            remember(commits.get(i), metadata);
        }
    }

    private static Map<String, String> onlyActor(Map<String, String> metadata) {
        return metadata.entrySet().stream()
                .filter(entry ->
                        entry.getKey().startsWith("actor.") || entry.getKey().equals("tenant"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The public metadata; encrypted entries are objects and left out. */
    private static Map<String, String> metadata(RecordedCommit commit) {
        return values(
                JSON.readTree(commit.commit().metadata()),
                PUBLISHED_NAMES.keySet().stream().collect(Collectors.toMap(name -> name, name -> name)));
    }

    /** The members of the node that {@code names} maps, under their names in the metadata. */
    private static Map<String, String> values(JsonNode node, Map<String, String> names) {
        var values = new HashMap<String, String>();
        names.forEach((stored, name) -> {
            if (node.path(name).isValueNode()) {
                values.put(stored, node.path(name).asString());
            }
        });
        return values;
    }

    private long nextPosition() {
        var commits = commitsFrom(-1);
        return commits.get(commits.size() - 1).next().value();
    }

    private List<RecordedCommit> commitsFrom(long first) {
        var sql = first < 0
                ? "SELECT body FROM commits ORDER BY first DESC LIMIT 1"
                : "SELECT body FROM commits WHERE first >= " + first + " ORDER BY first";
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + data.resolve("ledger.db"));
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var commits = new ArrayList<RecordedCommit>();
            while (rows.next()) {
                commits.add(CommitCodec.decode(rows.getBytes(1), ANY, ANY));
            }
            return commits;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TreeSet<String> routes() {
        var routes = new TreeSet<String>();
        visitor()
                .get("/openapi.json")
                .expect(200)
                .body()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(method -> routes.add(method.toUpperCase(Locale.ROOT) + " "
                                + path.getKey().replaceAll("\\{[^}]+}", "{}"))));
        return routes;
    }

    private void onKafka() {
        var last = lastPublished();
        var published = new TopicReader(SharedService.service().brokers())
                .readUntil("identity.events.v1", record -> record.position() >= last);
        var compared = published.stream()
                .filter(record -> actors.containsKey(record.position()))
                .toList();
        assertThat(compared)
                .hasSizeGreaterThan(15)
                .allSatisfy(record -> assertThat(causeOf(record)).isEqualTo(actors.get(record.position())));
    }

    private static Map<String, String> causeOf(TopicRecord record) {
        var cause = new HashMap<String, String>();
        PUBLISHED_NAMES.forEach((stored, name) -> {
            if (record.headers().containsKey("ce_" + name)) {
                cause.put(stored, record.headers().get("ce_" + name));
            }
        });
        return cause;
    }

    /** The last row of {@link #passwords} appends an event that is published. */
    private long lastPublished() {
        return actors.keySet().stream().mapToLong(position -> position).max().orElseThrow();
    }

    private void inTheArchive() throws IOException {
        Eventually.awaitTrue(
                () -> archive().stream().anyMatch(line -> line.path("position").asLong() == lastPublished()),
                () -> "position " + lastPublished() + " is not in the archive");
        var compared = archive().stream()
                .filter(line -> actors.containsKey(line.path("position").asLong()))
                .toList();
        assertThat(compared)
                .hasSizeGreaterThan(15)
                .allSatisfy(line -> assertThat(values(line, PUBLISHED_NAMES))
                        .isEqualTo(actors.get(line.path("position").asLong())));
    }

    private List<JsonNode> archive() {
        try (var files = Files.list(data.resolve("audit"))) {
            var lines = new ArrayList<JsonNode>();
            for (var file : files.sorted().toList()) {
                var text = new String(Files.readAllBytes(file), UTF_8);
                text.substring(0, text.lastIndexOf('\n') + 1).lines().forEach(line -> lines.add(JSON.readTree(line)));
            }
            return lines;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
