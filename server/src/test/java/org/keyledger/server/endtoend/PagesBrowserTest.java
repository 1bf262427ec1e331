package org.keyledger.server.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.RequestOptions;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.ledger.Eventually;

/** Uses the pages of mailed links in a browser, by labels and buttons, on a small screen. */
@DisplayName("Using the pages in a browser")
class PagesBrowserTest {

    private static final int NARROW_WIDTH = 320;
    private static final String NEW_PASSWORD = "an entirely new password";

    private final ServiceClient client = SharedService.client();

    @Test
    void reset_a_forgotten_password() {
        var email = "browser@example.com";
        client.signUp(email).expect(201);
        try (var person = withoutScript()) {
            var page = person.newPage();
            page.navigate("/login");
            page.getByText("Forgot your password?").click();
            page.getByLabel("Email address").fill(email);
            button(page, "Send the link");
            assertHeading(page, "Check your email");
            assertThat(page.getByText("If " + email + " has an account")).isVisible();

            page.navigate("/reset-password?token=" + client.awaitResetToken(email));
            assertThat(page.locator("input[autocomplete=username]")).hasValue(email);
            page.getByLabel("New password").fill("password");
            button(page, "Set new password");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("most common");
            assertThat(page.getByLabel("New password"))
                    .hasAttribute("aria-describedby", "password-problem password-hint");

            page.getByLabel("New password").fill(NEW_PASSWORD);
            button(page, "Set new password");
            assertHeading(page, "Password changed");
            assertThat(page.url()).endsWith("/reset-password/done");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Log in"))
                    .click();
            assertHeading(page, "Log in");
        }
        client.post("/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, NEW_PASSWORD))
                .expect(200);
    }

    @Test
    void uses_up_a_link_by_its_button_only() {
        var email = "scanner@example.com";
        client.signUp(email).expect(201);
        client.post("/auth/reset-password/request", "{\"email\":\"" + email + "\"}")
                .expect(200);
        var path = "/reset-password?token=" + client.awaitResetToken(email);
        try (var person = browserContext(new NewContextOptions())) {
            var page = person.newPage();
            for (var look = 0; look < 3; look++) {
                page.navigate(path);
                assertHeading(page, "Choose a new password");
            }
            page.getByLabel("New password").fill(NEW_PASSWORD);
            button(page, "Set new password");
            assertHeading(page, "Password changed");

            page.navigate(path);
            assertHeading(page, "This link is not valid");
            page.getByText("Request a new link").click();
            assertHeading(page, "Forgot your password?");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "en, A new API key, Secure your account, Secure my account, Your account is secured",
        "de, Ein neuer API-Schlüssel, Konto sichern, Mein Konto sichern, Dein Konto ist gesichert"
    })
    void secure_an_account_with_the_link_in_a_notice_without_script(
            String language, String subject, String title, String button, String done) {
        var email = "not-me-" + language + "@example.com";
        var signedUp = client.with("Accept-Language", language).signUp(email).expect(201);
        client.post("/auth/verify-email/confirm", "{\"token\":\"%s\"}".formatted(client.awaitVerificationToken(email)))
                .expect(200);
        var owner = client.bearer(signedUp.string("/token"));
        var key = owner.createKey("a").expect(201).string("/secret");
        var link = client.awaitMail(email, subject).replaceAll("(?s).*(/not-me\\?token=\\S+).*", "$1");
        try (var person = browserContext(
                new NewContextOptions().setJavaScriptEnabled(false).setLocale(language))) {
            var page = person.newPage();
            page.navigate(link);
            assertHeading(page, title);
            assertThat(page.getByRole(AriaRole.CHECKBOX)).isChecked();
            owner.get("/auth/me").expect(200);
            button(page, button);
            assertHeading(page, done);
        }
        owner.get("/auth/me").expect(401);
        assertThat(client.check(key)).isEqualTo(401);
        client.awaitResetToken(email);
    }

    @Test
    void sign_up_and_go_on_with_the_link_in_the_same_browser() {
        var email = "signs-up@example.com";
        try (var person = withoutScript();
                var other = withoutScript()) {
            var page = person.newPage();
            signUp(page, email, "password");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("most common");
            assertThat(page.getByLabel("Name")).hasValue("Ada");
            page.getByLabel("Password").fill(ServiceClient.PASSWORD);
            button(page, "Create account");
            assertHeading(page, "Check your email");

            var link = "/api/auth/verify-email?token=" + client.awaitVerificationToken(email);
            page.navigate(link);
            assertThat(page.url()).endsWith("/account");
            assertThat(person.request().get("/api/auth/me").text()).contains(email);

            var elsewhere = other.newPage();
            elsewhere.navigate(link);
            assertHeading(elsewhere, "Log in");
            assertThat(elsewhere.getByText("Your email address is verified.")).isVisible();
            assertThat(other.request().get("/api/auth/me").status()).isEqualTo(401);

            person.clearCookies();
            page.navigate(link);
            assertThat(page.url()).endsWith("/login?verified=true");
        }
    }

    @Test
    void sign_up_and_log_in_in_another_browser() {
        var email = "moves-on@example.com";
        try (var person = withoutScript();
                var other = withoutScript()) {
            signUp(person.newPage(), email, ServiceClient.PASSWORD);
            var page = other.newPage();
            page.navigate("/api/auth/verify-email?token=" + client.awaitVerificationToken(email));
            assertThat(page.getByText("Your email address is verified.")).isVisible();
            logIn(page, email, "not the password");
            assertThat(page.getByRole(AriaRole.ALERT)).hasText("The email address or the password is wrong.");
            assertThat(page.getByLabel("Email address")).hasValue(email);
            logIn(page, email, ServiceClient.PASSWORD);
            assertThat(page.url()).endsWith("/account");

            page.navigate("/login?next=%2Fdocs");
            assertThat(page.url()).endsWith("/docs");
            page.navigate("/login?reauthenticate=1&next=%2Fdocs");
            assertHeading(page, "Confirm that it is you");
            assertThat(page.getByLabel("Email address")).hasValue(email);
            var before = sessionCookie(other);
            page.getByLabel("Password").fill(ServiceClient.PASSWORD);
            button(page, "Confirm");
            assertThat(page.url()).endsWith("/docs");
            assertThat(sessionCookie(other)).isNotEqualTo(before);
        }
    }

    @Test
    void ask_for_another_verification_link() {
        var email = "another-link@example.com";
        client.signUp(email).expect(201);
        var first = client.awaitVerificationToken(email);
        try (var person = withoutScript()) {
            var page = person.newPage();
            logInAt(page, "/login", email, ServiceClient.PASSWORD);
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("not verified yet");

            page.navigate("/api/auth/verify-email?token=made-up");
            assertHeading(page, "This link is not valid");
            page.getByLabel("Email address").fill(email);
            button(page, "Send a new link");
            assertHeading(page, "Check your email");
            var second = Eventually.awaitPresent(
                    () -> Optional.of(client.awaitVerificationToken(email)).filter(token -> !token.equals(first)),
                    () -> "no second mail");
            page.navigate("/api/auth/verify-email?token=" + second);
            assertThat(page.getByText("Your email address is verified.")).isVisible();
        }
    }

    @Test
    void log_in_with_a_second_factor() {
        var email = "two-factors@example.com";
        var user = client.bearer(client.signUp(email).expect(201).string("/token"));
        verify(email);
        var app =
                new AuthenticatorApp(user.post("/auth/totp/enroll").expect(200).string("/secret"));
        user.post("/auth/totp/confirm", "{\"code\":\"" + app.firstCode() + "\"}")
                .expect(200);
        try (var person = withoutScript()) {
            var page = person.newPage();
            logInAt(page, "/login?next=%2Fdocs", email, ServiceClient.PASSWORD);
            assertHeading(page, "Two-factor authentication");
            assertThat(sessionCookie(person)).isEmpty();
            page.getByLabel("Code").fill(app.wrongCode());
            button(page, "Log in");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("The code is wrong");
            page.getByLabel("Code").fill(app.secondCode());
            button(page, "Log in");
            assertThat(page.url()).endsWith("/docs");
            assertThat(sessionCookie(person)).isNotEmpty();

            page.navigate("/login/2fa");
            assertThat(page.url()).endsWith("/account");
        }
    }

    @Test
    void change_an_address_cancel_and_undo_it() {
        var email = "moves@example.com";
        var user = client.bearer(client.signUp(email).expect(201).string("/token"));
        verify(email);
        try (var person = withoutScript()) {
            var page = person.newPage();
            user.post("/auth/change-email", "{\"email\":\"cancelled-" + email + "\"}")
                    .expect(202);
            page.navigate(mailed(email, "/change-email/cancel"));
            button(page, "Cancel the change");
            assertHeading(page, "Change cancelled");

            user.post("/auth/change-email", "{\"email\":\"new-" + email + "\"}").expect(202);
            var confirm = mailed("new-" + email, "/change-email");
            page.navigate(confirm);
            button(page, "Confirm new address");
            assertHeading(page, "New address confirmed");
            page.navigate(confirm);
            assertHeading(page, "This link is not valid");

            page.navigate(mailed(email, "/change-email/undo"));
            button(page, "Take my address back");
            assertHeading(page, "Your address is back");
            page.getByText("Choose a new password").click();
            assertHeading(page, "Forgot your password?");
        }
    }

    @Test
    void read_the_pages_in_their_language() {
        try (var person = browserContext(new NewContextOptions().setLocale("de-AT"))) {
            var page = person.newPage();
            page.navigate("/login?next=%2Fdocs");
            assertHeading(page, "Anmelden");
            assertThat(page.locator("html")).hasAttribute("lang", "de");
            page.getByText("English").click();
            assertHeading(page, "Log in");
            assertThat(page.locator("input[name=next]")).hasValue("/docs");
            page.navigate("/signup");
            assertHeading(page, "Create an account");
        }
    }

    /** The page of another site has no token; that of this service has one for its own browser only. */
    @ParameterizedTest
    @ValueSource(strings = {"/signup", "/login", "/login/2fa", "/forgot-password", "/verify", "/change-email/undo"})
    void refuse_a_page_form_that_this_browser_was_not_shown(String path) {
        try (var person = browserContext(new NewContextOptions());
                var other = browserContext(new NewContextOptions())) {
            person.newPage().navigate("/login");
            var stranger = other.newPage();
            stranger.navigate("/login");
            var token = stranger.locator("input[name=csrf_token]").inputValue();
            for (var form : List.of("", "csrf_token=", "csrf_token=" + token)) {
                var answer = person.request()
                        .post(
                                client.base() + path,
                                RequestOptions.create()
                                        .setHeader("Content-Type", "application/x-www-form-urlencoded")
                                        .setData(form + "&email=you%40example.com&token=x&code=123456"));
                assertThat(answer.status()).as(form).isEqualTo(403);
                assertThat(answer.headers().get("content-type")).startsWith("text/html");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/auth/logout", "/api/auth/refresh", "/api/auth/login"})
    void refuse_forms_of_another_site(String path) {
        var email = "forged" + path.replace('/', '-') + "@example.com";
        client.signUp(email).expect(201);
        client.post("/auth/verify-email/confirm", "{\"token\":\"%s\"}".formatted(client.awaitVerificationToken(email)))
                .expect(200);
        var json = "{\"email\":\"%s\",\"password\":\"%s\",\"remember\":true}".formatted(email, ServiceClient.PASSWORD);
        try (var person = browserContext(new NewContextOptions())) {
            var logIn = RequestOptions.create()
                    .setHeader("Content-Type", "application/json")
                    .setData(json);
            assertThat(person.request()
                            .post(client.base() + "/api/auth/login", logIn)
                            .status())
                    .isEqualTo(200);
            var form = "<form method=post enctype=text/plain action='" + client.base() + path + "'>" + "<input name='"
                    + json.replace("true}", "\"") + "' value='\"}'><button>Win</button></form>";
            var page = person.newPage();
            page.route(
                    "http://evil.example/",
                    route -> route.fulfill(new Route.FulfillOptions()
                            .setContentType("text/html")
                            .setBody(form)));
            page.navigate("http://evil.example/");

            var refused = page.waitForResponse(client.base() + path, () -> button(page, "Win"));

            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.text()).contains("foreign-origin");
            assertThat(person.request()
                            .get(client.base() + "/api/auth/sessions")
                            .status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void fit_a_narrow_screen_and_follow_their_content_security_policy(ColorScheme scheme) {
        var grounds = new HashSet<Object>();
        try (var person = browserContext(new NewContextOptions().setColorScheme(scheme))) {
            var page = person.newPage();
            var complaints = new ArrayList<String>();
            page.onConsoleMessage(message -> complaints.add(message.text()));
            for (var path : List.of(
                    "/login",
                    "/login?verified=true",
                    "/login?error=invalid-credentials",
                    "/signup",
                    "/verify",
                    "/verify?failed=1",
                    "/forgot-password",
                    "/reset-password?token=bad",
                    "/reset-password/done",
                    "/change-email?token=bad",
                    "/problems/email-taken")) {
                page.navigate(path);
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                        .as(path)
                        .isLessThanOrEqualTo(NARROW_WIDTH);
                assertThat(page.evaluate("getComputedStyle(document.querySelector('.card')).borderRadius"))
                        .as(path)
                        .isEqualTo("16px");
                grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"));
            }
            assertThat(complaints).filteredOn(it -> !it.contains("favicon")).isEmpty();
        }
        assertThat(grounds).containsExactly(scheme == ColorScheme.DARK ? "rgb(15, 18, 24)" : "rgb(243, 245, 249)");
    }

    /** The page is at a named origin; the same page with "include" asks the browser to send and store cookies. */
    @Test
    void let_a_page_of_a_named_origin_call_the_api_without_cookies() throws IOException {
        var email = "cross-browser@example.com";
        client.signUp(email).expect(201);
        var origin = URI.create(SharedService.PAGE_ORIGIN);
        var site = HttpServer.create(new InetSocketAddress(origin.getHost(), origin.getPort()), 0);
        site.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, 0);
            exchange.close();
        });
        site.start();
        try (var person = SharedBrowser.require().newContext()) {
            var page = person.newPage();
            page.navigate(SharedService.PAGE_ORIGIN);
            assertThat(fetch(page, "/auth/login", email, "omit")).isEqualTo("200 true");
            assertThat(fetch(page, "/auth/login", email, "include")).isEqualTo("TypeError");
            page.navigate(SharedService.PAGE_ORIGIN.replace("localhost", "127.0.0.1"));
            assertThat(fetch(page, "/auth/login", email, "omit")).isEqualTo("TypeError");
            assertThat(person.cookies()).isEmpty();
        } finally {
            site.stop(0);
        }
    }

    /** Status and whether the script can read {@code Ledger-Position}, or the name of the error. */
    private Object fetch(Page page, String path, String email, String credentials) {
        return page.evaluate(
                """
                ([url, body, credentials]) => fetch(url, {
                    method: "POST",
                    headers: {"Content-Type": "application/json", "Ledger-Position": "0"},
                    body,
                    credentials
                }).then(answer => answer.status + " " + answer.headers.has("Ledger-Position"), error => error.name)
                """,
                List.of(
                        client.base() + path,
                        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, ServiceClient.PASSWORD),
                        credentials));
    }

    private BrowserContext browserContext(NewContextOptions options) {
        return SharedBrowser.newContext(client, options.setViewportSize(NARROW_WIDTH, 640));
    }

    private BrowserContext withoutScript() {
        return browserContext(new NewContextOptions().setJavaScriptEnabled(false));
    }

    private static void signUp(Page page, String email, String password) {
        page.navigate("/signup");
        page.getByLabel("Name").fill("Ada");
        page.getByLabel("Email address").fill(email);
        page.getByLabel("Password").fill(password);
        button(page, "Create account");
    }

    private static void logInAt(Page page, String path, String email, String password) {
        page.navigate(path);
        logIn(page, email, password);
    }

    private static void logIn(Page page, String email, String password) {
        page.getByLabel("Email address").fill(email);
        page.getByLabel("Password").fill(password);
        button(page, "Log in");
    }

    private void verify(String email) {
        client.post("/auth/verify-email/confirm", "{\"token\":\"%s\"}".formatted(client.awaitVerificationToken(email)))
                .expect(200);
    }

    private String mailed(String email, String path) {
        return client.awaitMail(email, Pattern.compile("(" + path + "\\?token=[A-Za-z0-9_-]+)"));
    }

    private static String sessionCookie(BrowserContext person) {
        return person.cookies().stream()
                .filter(cookie -> cookie.name.equals("session"))
                .map(cookie -> cookie.value)
                .findFirst()
                .orElse("");
    }

    private static void assertHeading(Page page, String text) {
        assertThat(page.locator("h1")).hasText(text);
        assertThat(page).hasTitle(text + " – Keyledger");
    }

    private static void button(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }
}
