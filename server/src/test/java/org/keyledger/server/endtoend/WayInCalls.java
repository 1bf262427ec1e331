package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.keyledger.server.endtoend.ValidatingClient.Response;
import org.keyledger.server.provider.Person;

/** Calls of both APIs that log in with a mailed link or at a provider. */
final class WayInCalls {

    private static final Pattern LINK = Pattern.compile("magic-link\\?token=([A-Za-z0-9_-]+)");
    private static final String OAUTH = "/api/auth/oauth/acme";

    private WayInCalls() {}

    static void run(ValidatingClient anonymous) {
        magicLinks(anonymous, "/auth");
        magicLinks(anonymous, "/api/auth");
        identities(anonymous);
        lastIdentity(anonymous);
        providers(anonymous);
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
        form.call("POST", "/api/auth/oauth/apple/callback", BodyPublishers.ofString("state=a"))
                .expect(302);
    }
}
