package org.keyledger.server.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Registers passkeys and logs in with them, in Chromium with a {@link VirtualAuthenticator}. */
@DisplayName("Using a passkey in a browser")
class PasskeyBrowserTest {

    private static final String LOG_IN = "Log in with a passkey";

    private static final String ASSERTION = """
        async () => {
          const options = await (await fetch("/api/auth/passkeys/login/options", {method: "POST"})).json();
          const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
          return JSON.stringify((await navigator.credentials.get({publicKey})).toJSON());
        }\
        """;

    /** Without user verification, which no page of ours requests. */
    private static final String UNVERIFIED_ASSERTION =
            ASSERTION.replace("const publicKey", "options.userVerification = \"discouraged\";\n  const publicKey");

    private static final String FINISH = """
        async credential => {
          const response = await fetch("/api/auth/passkeys/login/finish", {
            method: "POST", headers: {"Content-Type": "application/json"}, body: `{"credential":${credential}}`});
          return response.status + " " + ((await response.json()).type ?? "").split("/").pop();
        }\
        """;

    private static final String REFUSED = "401 invalid-passkey";

    private final ServiceClient client = SharedService.client();

    /** A person's browser, and the authenticator in it. */
    private record Person(BrowserContext context, Page page, VirtualAuthenticator authenticator)
            implements AutoCloseable {

        String assertion() {
            page.navigate("/login?reauthenticate=1");
            return (String) page.evaluate(ASSERTION);
        }

        /** Only the cookie of a log-in with a passkey, as an attacker gets one. */
        void requestOptions() {
            page.navigate("/login");
            page.evaluate("() => fetch('/api/auth/passkeys/login/options', {method: 'POST'}).then(it => it.status)");
        }

        String finish(String credential) {
            return (String) page.evaluate(FINISH, credential);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    private Person open() {
        var context = SharedBrowser.newContext(client, new NewContextOptions().setLocale("en"));
        var page = context.newPage();
        return new Person(context, page, VirtualAuthenticator.addTo(page));
    }

    private ServiceClient signUpVerified(String email) {
        var signedUp = client.signUp(email).expect(201);
        client.post("/auth/verify-email/confirm", "{\"token\":\"%s\"}".formatted(client.awaitVerificationToken(email)))
                .expect(200);
        return client.bearer(signedUp.string("/token"));
    }

    /** Logs in with the password and registers a passkey in the portal. */
    private Person withPasskey(String email) {
        signUpVerified(email);
        var person = open();
        logInWithPassword(person.page(), email);
        addPasskey(person.page(), "laptop");
        return person;
    }

    static void logInWithPassword(Page page, String email) {
        page.navigate("/login");
        page.locator("[name=email]").fill(email);
        page.locator("[name=password]").fill(ServiceClient.PASSWORD);
        page.locator("[name=password]").press("Enter");
        assertThat(page.locator("nav.menu")).hasCount(1);
    }

    static void addPasskey(Page page, String name) {
        page.navigate("/account/passkeys");
        page.getByLabel("Name of the passkey").fill(name);
        button(page, "Add a passkey");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("The passkey is added.");
        assertThat(page.locator(".rows li")).containsText(name);
    }

    private static void logOut(Page page) {
        page.navigate("/account");
        button(page, "Log out");
        assertThat(page).hasURL(Pattern.compile("/login"));
    }

    private static void button(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    @Test
    void registers_logs_in_renames_and_removes() {
        var email = "passkey-life@example.com";
        try (var person = withPasskey(email)) {
            var page = person.page();
            assertThat(page.getByText("not used yet")).isVisible();
            logOut(page);

            page.navigate("/login?next=%2Faccount%2Fpasskeys");
            button(page, LOG_IN);
            assertThat(page).hasURL(client.base() + "/account/passkeys");
            assertThat(page.getByText("last used")).isVisible();

            page.getByText("Rename", new Page.GetByTextOptions().setExact(true)).click();
            page.getByLabel("Name of the passkey").fill("phone");
            button(page, "Save");
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("The passkey is renamed.");
            assertThat(page.locator(".rows strong")).hasText("phone");

            page.getByText("Remove", new Page.GetByTextOptions().setExact(true)).click();
            assertThat(page.locator("h1")).hasText("Remove the passkey “phone”?");
            button(page, "Remove");
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("The passkey is removed.");
            assertThat(page.locator(".rows")).hasCount(0);

            logOut(page);
            button(page, LOG_IN);
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("This passkey was not accepted.");
            assertThat(page.context().cookies().stream().filter(it -> it.name.contains("session")))
                    .isEmpty();
        }
    }

    @Test
    void satisfies_the_second_factor_and_remembers_the_device() {
        var email = "passkey-factor@example.com";
        var owner = signUpVerified(email);
        try (var person = open()) {
            var page = person.page();
            logInWithPassword(page, email);
            addPasskey(page, "laptop");
            var app = new AuthenticatorApp(
                    owner.post("/auth/totp/enroll").expect(200).string("/secret"));
            owner.post("/auth/totp/confirm", "{\"code\":\"" + app.firstCode() + "\"}")
                    .expect(200);
            logOut(page);
            page.getByLabel("Stay logged in").check();
            button(page, LOG_IN);
            assertThat(page).hasURL(client.base() + "/account");
            assertThat(page.context().cookies().stream()
                            .filter(it -> it.name.contains("session"))
                            .findFirst())
                    .hasValueSatisfying(cookie -> assertThat(cookie.expires).isPositive());
        }
    }

    @Test
    void proves_again_who_the_person_is() {
        try (var person = withPasskey("passkey-again@example.com")) {
            var page = person.page();
            page.navigate("/login?reauthenticate=1&next=%2Faccount%2Fpasskeys");
            button(page, LOG_IN);
            assertThat(page).hasURL(client.base() + "/account/passkeys");
            assertThat(page.getByText("last used")).isVisible();
        }
    }

    @Test
    void accepts_an_assertion_once() {
        try (var person = withPasskey("passkey-replay@example.com")) {
            var assertion = person.assertion();

            assertThat(person.finish(assertion)).isEqualTo("200 ");
            assertThat(person.finish(assertion)).isEqualTo(REFUSED);
        }
    }

    @Test
    void refuses_an_assertion_of_another_browser() {
        try (var person = withPasskey("passkey-thief@example.com");
                var thief = open()) {
            var assertion = person.assertion();
            thief.requestOptions();

            assertThat(thief.finish(assertion)).isEqualTo(REFUSED);
            assertThat(person.finish(assertion)).isEqualTo("200 ");
        }
    }

    @Test
    void refuses_a_credential_of_another_user() {
        try (var ada = withPasskey("passkey-ada@example.com");
                var ben = withPasskey("passkey-ben@example.com")) {
            var other = JsonParser.parseString(ben.assertion()).getAsJsonObject();
            var forged = changed(ada.assertion(), credential -> {
                credential.add("id", other.get("id"));
                credential.add("rawId", other.get("rawId"));
            });
            assertThat(ada.finish(forged)).isEqualTo(REFUSED);

            var withHandle = changed(
                    ada.assertion(),
                    credential -> credential
                            .getAsJsonObject("response")
                            .add("userHandle", other.getAsJsonObject("response").get("userHandle")));
            assertThat(ada.finish(withHandle)).isEqualTo(REFUSED);
        }
    }

    @Test
    void refuses_what_was_changed_after_it_was_signed() {
        try (var person = withPasskey("passkey-tampered@example.com")) {
            for (var field : List.of("signature", "authenticatorData")) {
                var tampered = changed(
                        person.assertion(),
                        credential -> change(credential, field, bytes -> {
                            bytes[bytes.length - 1] ^= 1;
                            return bytes;
                        }));
                assertThat(person.finish(tampered)).as(field).isEqualTo(REFUSED);
            }
            var foreign = changed(
                    person.assertion(),
                    credential -> change(
                            credential,
                            "clientDataJSON",
                            bytes -> new String(bytes, StandardCharsets.UTF_8)
                                    .replace(client.base(), "https://evil.example")
                                    .getBytes(StandardCharsets.UTF_8)));
            assertThat(person.finish(foreign)).isEqualTo(REFUSED);
        }
    }

    @Test
    void requires_user_verification() {
        try (var person = withPasskey("passkey-unverified@example.com")) {
            person.page().navigate("/login?reauthenticate=1");
            person.authenticator().verifyUser(false);
            var unverified = (String) person.page().evaluate(UNVERIFIED_ASSERTION);
            assertThat(person.finish(unverified)).isEqualTo(REFUSED);

            person.page().navigate("/login?reauthenticate=1");
            button(person.page(), LOG_IN);
            assertThat(person.page().getByRole(AriaRole.ALERT)).containsText("No passkey was used.");
        }
    }

    @Test
    void is_listed_renamed_and_removed_by_its_owner_only() {
        var owner = signUpVerified("passkey-owner@example.com");
        try (var person = open()) {
            logInWithPassword(person.page(), "passkey-owner@example.com");
            addPasskey(person.page(), "laptop");
        }
        var path = "/auth/passkeys/" + owner.get("/auth/passkeys").expect(200).string("/passkeys/0/id");
        var stranger = signUpVerified("passkey-stranger@example.com");
        for (var unknown : List.of(path, "/auth/passkeys/none")) {
            assertThat(stranger.patch(unknown, "{\"name\":\"mine\"}")
                            .expect(404)
                            .string("/type"))
                    .endsWith("/no-such-passkey");
            stranger.delete(unknown, "{}").expect(404);
        }

        owner.patch(path, "{\"name\":\"phone\"}").expect(200);
        assertThat(owner.get("/auth/passkeys").string("/passkeys/0/name")).isEqualTo("phone");
        owner.delete(path, "{}").expect(200);
        assertThat(owner.get("/auth/passkeys").body().at("/passkeys")).isEmpty();
        owner.delete(path, "{}").expect(404);
    }

    @Test
    void says_without_a_script_that_it_needs_one() {
        var email = "passkey-script@example.com";
        signUpVerified(email);
        try (var context = SharedBrowser.newContext(
                client, new NewContextOptions().setLocale("de").setJavaScriptEnabled(false))) {
            var page = context.newPage();
            page.navigate("/login");
            assertThat(page.getByText("Mit einem Passkey anmelden")).isHidden();
            logInWithPassword(page, email);
            page.navigate("/account/passkeys");
            assertThat(page.getByText("Ein Passkey braucht JavaScript")).isVisible();
            assertThat(page.getByLabel("Name des Passkeys")).isHidden();
        }
    }

    private static String changed(String assertion, Consumer<JsonObject> change) {
        var credential = JsonParser.parseString(assertion).getAsJsonObject();
        change.accept(credential);
        return credential.toString();
    }

    private static void change(JsonObject credential, String field, UnaryOperator<byte[]> change) {
        var response = credential.getAsJsonObject("response");
        var bytes = Base64.getUrlDecoder().decode(response.get(field).getAsString());
        response.addProperty(field, Base64.getUrlEncoder().withoutPadding().encodeToString(change.apply(bytes)));
    }
}
