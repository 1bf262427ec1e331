package org.keyledger.server.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Uses the pages below /account in a browser, by labels and buttons; without a script but for the copy button. */
@DisplayName("Using the account portal in a browser")
class AccountPortalBrowserTest {

    private static final String NEW_PASSWORD = "an entirely new password";

    private final ServiceClient client = SharedService.client();

    @Test
    void verify_rename_and_change_the_address() {
        var email = "portal-profile@example.com";
        client.signUp(email).expect(201);
        try (var person = withoutScript()) {
            var page = person.newPage();
            client.post("/auth/verify-email/confirm", token(client.awaitVerificationToken(email)))
                    .expect(200);
            logIn(page, email, ServiceClient.PASSWORD);
            assertThat(page.getByText("Verified", new Page.GetByTextOptions().setExact(true)))
                    .isVisible();

            menu(page, "Profile");
            page.getByLabel("Name").fill("Grace");
            button(page, "Save");
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("Your profile is saved.");
            page.reload();
            assertThat(page.getByRole(AriaRole.STATUS)).hasCount(0);
            assertThat(page.getByLabel("Name")).hasValue("Grace");

            page.getByLabel("New email address").fill("new-" + email);
            button(page, "Change address");
            assertThat(page.getByText("The change to new-" + email)).isVisible();
            button(page, "Cancel the change");
            assertThat(page.getByText("The change to new-" + email)).hasCount(0);
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("The change of your email address is cancelled.");
        }
    }

    @Test
    void change_the_password_and_end_sessions() {
        var email = "portal-password@example.com";
        verified(email);
        try (var person = withoutScript();
                var other = withoutScript()) {
            var page = person.newPage();
            var elsewhere = other.newPage();
            logIn(page, email, ServiceClient.PASSWORD);
            logIn(elsewhere, email, ServiceClient.PASSWORD);
            menu(page, "Sessions");
            assertThat(page.getByText("This device")).hasCount(1);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("End all other sessions"))
                    .click();
            button(page, "End all other sessions");
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("All other sessions have ended.");
            elsewhere.reload();
            assertThat(elsewhere.url()).contains("/login");

            menu(page, "Password");
            page.getByLabel("Current password").fill("not the password");
            page.getByLabel("New password").fill(NEW_PASSWORD);
            button(page, "Change password");
            assertThat(page.getByRole(AriaRole.ALERT)).hasText("This is not your current password.");
            page.getByLabel("Current password").fill(ServiceClient.PASSWORD);
            page.getByLabel("New password").fill(NEW_PASSWORD);
            button(page, "Change password");
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("Your password is saved");
            button(page, "Log out");
            logIn(page, email, NEW_PASSWORD);
        }
    }

    @Test
    void turn_the_second_factor_on_and_off() throws Exception {
        var email = "portal-factor@example.com";
        verified(email);
        try (var person = withoutScript()) {
            var page = person.newPage();
            logIn(page, email, ServiceClient.PASSWORD);
            menu(page, "Two-factor");
            button(page, "Set up");
            assertThat(page.locator(".qr svg")).isVisible();
            var app = new AuthenticatorApp(page.locator("#totp-secret").textContent());
            page.locator("#code").fill(app.wrongCode());
            button(page, "Turn on");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("The code is wrong");
            page.locator("#code").fill(app.firstCode());
            button(page, "Turn on");
            assertThat(page.locator("#codes li")).hasCount(10);
            var code = page.locator("#codes li").first().textContent();
            var download = page.waitForDownload(() -> button(page, "Download"));
            assertThat(download.suggestedFilename()).isEqualTo("recovery-codes.txt");
            assertThat(Files.readAllLines(download.path())).hasSize(10).contains(code);

            menu(page, "Two-factor");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Turn off"))
                    .click();
            button(page, "Turn off");
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("Two-factor authentication is off.");
        }
    }

    @Test
    void create_change_rotate_and_revoke_a_key() {
        var email = "portal-keys@example.com";
        verified(email);
        try (var person = withoutScript()) {
            var page = person.newPage();
            logIn(page, email, ServiceClient.PASSWORD);
            page.navigate("/account/keys/new");
            button(page, "Create key");
            page.getByLabel("Name").fill("build server");
            page.getByLabel("Allowed addresses").fill("not an address");
            button(page, "Create key");
            assertThat(page.getByRole(AriaRole.ALERT)).isVisible();
            assertThat(page.getByLabel("Name")).hasValue("build server");
            page.getByLabel("Allowed addresses").fill("10.0.0.0/8\n::1");
            page.getByLabel("Rate limit").fill("100");
            button(page, "Create key");
            assertThat(page.locator("main")).containsText("Your new API key");
            var secret = page.locator("#secret").textContent();
            assertThat(client.check(secret)).isEqualTo(200);
            assertThat(client.from("192.0.2.1").check(secret)).isEqualTo(403);

            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Done"))
                    .click();
            assertThat(page.locator("h1")).hasText("build server");
            page.getByLabel("Name").fill("deployment");
            button(page, "Save");
            assertThat(page.getByRole(AriaRole.STATUS)).hasText("The key is changed.");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Rotate"))
                    .click();
            button(page, "Rotate");
            var successor = page.locator("#secret").textContent();
            assertThat(client.check(secret)).isEqualTo(401);
            assertThat(client.check(successor)).isEqualTo(200);

            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Done"))
                    .click();
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Revoke"))
                    .click();
            button(page, "Revoke");
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("The key is revoked.");
            assertThat(client.check(successor)).isEqualTo(401);
            page.navigate("/account/keys");
            assertThat(page.locator(".rows")).containsText("all scopes");
            page.navigate("/account/keys?status=active");
            assertThat(page.locator(".rows li")).hasCount(1);
            assertThat(page.locator(".rows")).containsText("default");
            page.navigate("/account/keys?status=suspended");
            assertThat(page.getByText("No key has this status.")).isVisible();
        }
    }

    @Test
    void refuses_forged_forms_and_ids_of_others() {
        var email = "portal-forged@example.com";
        verified(email);
        var stranger = client.bearer(
                client.signUp("portal-stranger@example.com").expect(201).string("/token"));
        var key = stranger.createKey("a").expect(201).string("/key_id");
        try (var person = withoutScript()) {
            var page = person.newPage();
            page.navigate("/account/keys");
            assertThat(page.url()).endsWith("/login?next=%2Faccount%2Fkeys");
            logIn(page, email, ServiceClient.PASSWORD);
            var csrf = page.locator("input[name=csrf_token]").first().inputValue();
            assertThat(page.request().get("/account").headers()).containsEntry("cache-control", "no-store");
            assertThat(post(page, "/account/sessions/end-others", "", "same-origin"))
                    .isEqualTo(403);
            assertThat(post(page, "/account/sessions/end-others", csrf, "cross-site"))
                    .isEqualTo(403);
            assertThat(page.request().get("/account/keys/" + key).status()).isEqualTo(404);
            assertThat(post(page, "/account/keys/" + key + "/revoke", csrf, "same-origin"))
                    .isEqualTo(404);
            assertThat(post(page, "/account/sessions/" + UUID.randomUUID() + "/end", csrf, "same-origin"))
                    .isEqualTo(404);
        }
    }

    @Test
    void fits_every_width_and_language() {
        var email = "portal-sizes@example.com";
        var owner = verified(email);
        owner.createKey("a build server with quite a long name").expect(201);
        for (var language : List.of("en", "de")) {
            try (var person = browserContext(new NewContextOptions()
                    .setLocale(language)
                    .setColorScheme(language.equals("en") ? ColorScheme.LIGHT : ColorScheme.DARK))) {
                var page = person.newPage();
                logIn(page, email, ServiceClient.PASSWORD);
                for (var path :
                        List.of("", "/profile", "/password", "/two-factor", "/sessions", "/keys", "/keys/new")) {
                    page.navigate("/account" + path);
                    for (var width : List.of(320, 360, 1280, 1920)) {
                        page.setViewportSize(width, 800);
                        assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                                .as("%s at %s", path, width)
                                .isLessThanOrEqualTo(width);
                        if (width == 360 || width == 1280) {
                            page.screenshot(new Page.ScreenshotOptions()
                                    .setFullPage(true)
                                    .setPath(Path.of("target/pages/portal" + path.replace('/', '-') + "-" + language
                                            + "-" + width + ".png")));
                        }
                    }
                }
            }
        }
    }

    private static int post(Page page, String path, String csrf, String site) {
        return page.request()
                .post(
                        path,
                        RequestOptions.create()
                                .setMaxRedirects(0)
                                .setHeader("Content-Type", "application/x-www-form-urlencoded")
                                .setHeader("Sec-Fetch-Site", site)
                                .setData("csrf_token=" + csrf))
                .status();
    }

    private ServiceClient verified(String email) {
        var signedUp = client.signUp(email).expect(201);
        client.post("/auth/verify-email/confirm", token(client.awaitVerificationToken(email)))
                .expect(200);
        return client.bearer(signedUp.string("/token"));
    }

    private static String token(String token) {
        return "{\"token\":\"" + token + "\"}";
    }

    private static void logIn(Page page, String email, String password) {
        page.navigate("/login");
        page.locator("input[name=email]").fill(email);
        page.locator("input[name=password]").fill(password);
        page.locator("main form button").first().click();
        assertThat(page.locator("nav.menu")).hasCount(1);
    }

    private static void menu(Page page, String name) {
        page.locator("nav.menu")
                .getByText(name, new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    private static void button(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private BrowserContext withoutScript() {
        return browserContext(
                new NewContextOptions().setJavaScriptEnabled(false).setLocale("en"));
    }

    private BrowserContext browserContext(NewContextOptions options) {
        return SharedBrowser.newContext(client, options);
    }
}
