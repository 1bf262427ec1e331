package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keyledger.server.endtoend.ValidatingClient.Response;
import org.keyledger.server.provider.Person;

/** Calls of both APIs that log in with a mailed link, at a provider or with a passkey. */
final class WayInCalls {

    private static final Pattern LINK = Pattern.compile("magic-link\\?token=([A-Za-z0-9_-]+)");
    private static final Pattern NOTICE = Pattern.compile("not-me\\?token=([A-Za-z0-9_-]+)");
    private static final int MAX_PASSKEYS = 20;
    private static final String OAUTH = "/api/auth/oauth/acme";

    private WayInCalls() {}

    static void run(ValidatingClient anonymous) {
        magicLinks(anonymous, "/auth");
        magicLinks(anonymous, "/api/auth");
        identities(anonymous);
        lastIdentity(anonymous);
        providers(anonymous);
        passkeys(anonymous);
        notices(anonymous);
    }

    /** Says of a notice that the change was made by somebody else. */
    private static void notices(ValidatingClient anonymous) {
        for (var api : List.of("/auth", "/api/auth")) {
            var email = "contract-notice" + api.replace('/', '-') + "@example.com";
            var service = SharedService.client();
            var owner = service.bearer(service.signUp(email).expect(201).string("/token"));
            owner.post("/auth/verify-email/confirm", "{\"token\":\"" + service.awaitVerificationToken(email) + "\"}")
                    .expect(200);
            owner.createKey("noticed").expect(201);
            var token = service.awaitMail(email, NOTICE);
            anonymous.post(api + "/not-me", "{\"token\":\"made up\"}").expect(400);
            anonymous.post(api + "/not-me", "{\"token\":\"" + token + "\"}").expect(200);
        }
    }

    private static void magicLinks(ValidatingClient anonymous, String api) {
        var email = "contract-magic" + api.replace('/', '-') + "@example.com";
        var confirm = api + "/magic-link/confirm";
        var browser = requestLink(anonymous, api, email);
        var token = "{\"token\":\"" + SharedService.client().awaitMail(email, LINK) + "\"";
        browser.with("Ledger-Position", ProblemProvoker.FUTURE_POSITION)
                .post(confirm, token + "}")
                .expect(503);
        anonymous.post(confirm, token + "}").expect(401);
        browser.post(confirm, token + "}").expect(400);
        browser.post(confirm, token + ",\"name\":\"Ada\"}").expect(200);
        browser.post(confirm, token + "}").expect(400);
        var disposable = "contract-magic" + api.replace('/', '-') + "@mailinator.com";
        var stranger = requestLink(anonymous, api, disposable);
        var link = SharedService.client().awaitMail(disposable, LINK);
        stranger.post(confirm, "{\"token\":\"" + link + "\",\"name\":\"Ada\"}").expect(400);
    }

    private static ValidatingClient requestLink(ValidatingClient anonymous, String api, String email) {
        var requested = anonymous
                .post(api + "/magic-link/request", "{\"email\":\"" + email + "\"}")
                .expect(200);
        return anonymous.with("Cookie", cookies(requested));
    }

    private static String cookies(Response response) {
        return response.response().headers().allValues("Set-Cookie").stream()
                .map(cookie -> cookie.replaceAll(";.*", ""))
                .collect(Collectors.joining("; "));
    }

    /** Logs in at the provider: the response of the callback, with the cookies of the session. */
    private static Response logIn(ValidatingClient anonymous, Person person) {
        var started = anonymous.get(OAUTH).expect(302);
        var returned = SharedService.provider().logIn(location(started), person);
        return anonymous
                .with("Cookie", cookies(started))
                .get(returned.substring(SharedService.client().base().length()))
                .expect(302);
    }

    private static String location(Response response) {
        return response.response().headers().firstValue("Location").orElseThrow();
    }

    private static void identities(ValidatingClient anonymous) {
        var person = Person.verified("contract-identity", "contract-identity@example.com");
        var browser = anonymous.withCookiesOf(logIn(anonymous, person));
        browser.get("/api/auth/identities").expect(200);
        delete(browser, "/api/auth/identities/acme").expect(200);
        delete(browser, "/api/auth/identities/acme").expect(404);
        var user = bearerByMail(anonymous, person);
        user.get("/auth/identities").expect(200);
        delete(user, "/auth/identities/acme").expect(404);
        anonymous.withCookiesOf(logIn(anonymous, person));
        delete(user, "/auth/identities/acme").expect(200);
    }

    private static ValidatingClient bearerByMail(ValidatingClient anonymous, Person person) {
        var mailed = requestLink(anonymous, "/auth", person.email());
        var link = SharedService.client().awaitMail(person.email(), LINK);
        var session = mailed.post("/auth/magic-link/confirm", "{\"token\":\"" + link + "\"}")
                .expect(200);
        return anonymous.bearer(session.string("/token"));
    }

    /** Without mailed links the identity is the only way in. */
    private static void lastIdentity(ValidatingClient anonymous) {
        var person = Person.verified("contract-last", "contract-last@example.com");
        var browser = anonymous.withCookiesOf(logIn(anonymous, person));
        var user = bearerByMail(anonymous, person);
        user.send("PATCH", "/customer/policies", "{\"magic_link\":\"off\"}").expect(200);
        assertThat(List.of(
                        delete(browser, "/api/auth/identities/acme").status(),
                        delete(user, "/auth/identities/acme").status()))
                .containsOnly(409);
        register(user, "/auth").expect(201);
        delete(user, "/auth/identities/acme").expect(200);
        var id = user.get("/auth/passkeys").expect(200).string("/passkeys/0/id");
        delete(browser, "/api/auth/passkeys/" + id).expect(409);
        delete(user, "/auth/passkeys/" + id).expect(409);
    }

    private static Response register(ValidatingClient client, String api) {
        return register(client, api, SoftwarePasskey.at(SharedService.client().base()));
    }

    private static Response register(ValidatingClient client, String api, SoftwarePasskey passkey) {
        var options = client.post(api + "/passkeys/registration/options").expect(200);
        return client.post(api + "/passkeys/registration/finish", passkey.register(options.json(), "Laptop"));
    }

    private static void passkeys(ValidatingClient anonymous) {
        var email = "contract-passkey@example.com";
        var account = OpenApiConformanceTest.signUpBody(email);
        var user = anonymous.bearer(
                anonymous.post("/auth/signup", account).expect(201).string("/token"));
        SharedService.client()
                .post(
                        "/auth/verify-email/confirm",
                        "{\"token\":\"" + SharedService.client().awaitVerificationToken(email) + "\"}")
                .expect(200);
        var browser = anonymous.withCookiesOf(
                anonymous.post("/api/auth/login", account).expect(200));
        passkey(anonymous, user, "/auth");
        passkey(anonymous, browser, "/api/auth");
        for (var i = 0; i < MAX_PASSKEYS; i++) {
            register(user, "/auth").expect(201);
        }
        register(user, "/auth").expect(409);
        register(browser, "/api/auth").expect(409);
    }

    private static void passkey(ValidatingClient anonymous, ValidatingClient user, String api) {
        var passkeys = api + "/passkeys";
        var passkey = SoftwarePasskey.at(SharedService.client().base());
        user.post(passkeys + "/registration/options", "{\"current_password\":\"not-the-password\"}")
                .expect(401);
        var one = passkeys + "/" + register(user, api, passkey).expect(201).string("/id");
        register(user, api, passkey).expect(409);
        user.get(passkeys).expect(200);
        var options = anonymous.post(passkeys + "/login/options").expect(200);
        var browser = anonymous.with("Cookie", cookies(options));
        var assertion = passkey.logIn(options.json());
        browser.with("Ledger-Position", ProblemProvoker.FUTURE_POSITION)
                .post(passkeys + "/login/finish", assertion)
                .expect(503);
        browser.post(passkeys + "/login/finish", assertion).expect(200);
        browser.post(passkeys + "/login/finish", assertion).expect(401);
        user.send("PATCH", one, "{\"name\":\"Phone\"}").expect(200);
        user.send("PATCH", passkeys + "/" + ProblemProvoker.NO_PASSKEY, "{\"name\":\"Phone\"}")
                .expect(404);
        user.send("DELETE", one, "{\"current_password\":\"not-the-password\"}").expect(401);
        delete(user, one).expect(200);
        delete(user, one).expect(404);
    }

    private static Response delete(ValidatingClient client, String path) {
        return client.call("DELETE", path, BodyPublishers.noBody());
    }

    private static void providers(ValidatingClient anonymous) {
        anonymous.get(OAUTH + "?flow=none").expect(400);
        anonymous.get("/api/auth/oauth/none").expect(404);
        anonymous.get("/api/auth/oauth/none/callback").expect(404);
        anonymous.with("Sec-Fetch-Site", "cross-site").get(OAUTH + "?flow=link").expect(403);
        var form = anonymous.with("Content-Type", "application/x-www-form-urlencoded");
        form.call("POST", "/api/auth/oauth/none/callback", BodyPublishers.ofString("state=a"))
                .expect(404);
        var callback = "/api/auth/oauth/apple/callback";
        form.call("POST", callback, BodyPublishers.ofString("state=a")).expect(302);
        form.call("POST", callback, BodyPublishers.ofByteArray(new byte[] {'a', '=', (byte) 0xFF}))
                .expect(400);
        form.call("POST", callback, BodyPublishers.ofString("state=" + "a".repeat(70_000)))
                .expect(413);
        anonymous
                .with("Content-Type", "text/plain")
                .call("POST", callback, BodyPublishers.ofString("state=a"))
                .expect(400);
    }
}
