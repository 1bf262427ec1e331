package org.keyledger.server.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
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
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.ledger.RequiredTool;

/** Uses the pages of mailed links in a browser, by labels and buttons, on a small screen. */
@DisplayName("Using the pages in a browser")
class PagesBrowserTest {

    private static final int NARROW_WIDTH = 320;
    private static final String NEW_PASSWORD = "an entirely new password";

    private static Playwright playwright;
    private static Browser browser;

    private final ServiceClient client = SharedService.client();

    @BeforeAll
    static void open() {
        var chromium = RequiredTool.require("chromium", "chromium-browser", "google-chrome");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new LaunchOptions().setExecutablePath(chromium).setArgs(List.of("--no-sandbox")));
    }

    @AfterAll
    static void close() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @Test
    void reset_a_forgotten_password_without_script() {
        var email = "browser@example.com";
        client.signUp(email).expect(201);
        try (var person = browserContext(new NewContextOptions().setJavaScriptEnabled(false))) {
            var page = person.newPage();
            page.navigate("/login");
            page.getByText("Forgot your password?").click();
            page.getByLabel("Email address").fill(email);
            button(page, "Send the link");
            assertThat(page).hasTitle("Check your email");

            page.navigate("/reset-password?token=" + client.awaitResetToken(email));
            page.getByLabel("New password").fill("password");
            button(page, "Set new password");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("most common");
            assertThat(page.getByLabel("New password")).hasAttribute("aria-describedby", "problem hint");

            page.getByLabel("New password").fill(NEW_PASSWORD);
            button(page, "Set new password");
            assertThat(page).hasTitle("Password changed");
            assertThat(page.url()).endsWith("/reset-password/done");
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
                assertThat(page).hasTitle("Choose a new password");
            }
            page.getByLabel("New password").fill(NEW_PASSWORD);
            button(page, "Set new password");
            assertThat(page).hasTitle("Password changed");

            page.navigate(path);
            assertThat(page).hasTitle("This link is not valid");
            page.getByText("Request a new link").click();
            assertThat(page).hasTitle("Forgot your password?");
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
        var signedUp =
                client.with("Accept-Language", language).signUp(email).expect(201);
        client.post("/auth/verify-email/confirm", "{\"token\":\"%s\"}".formatted(client.awaitVerificationToken(email)))
                .expect(200);
        var owner = client.bearer(signedUp.string("/token"));
        var key = owner.createKey("a").expect(201).string("/api_key");
        var link = client.awaitMail(email, subject).replaceAll("(?s).*(/not-me\\?token=\\S+).*", "$1");
        try (var person = browserContext(
                new NewContextOptions().setJavaScriptEnabled(false).setLocale(language))) {
            var page = person.newPage();
            page.navigate(link);
            assertThat(page).hasTitle(title);
            assertThat(page.getByRole(AriaRole.CHECKBOX)).isChecked();
            owner.get("/auth/me").expect(200);
            button(page, button);
            assertThat(page).hasTitle(done);
        }
        owner.get("/auth/me").expect(401);
        assertThat(client.check(key)).isEqualTo(401);
        client.awaitResetToken(email);
    }

    @Test
    void show_the_log_in_page_after_a_verification() {
        var email = "verifier@example.com";
        client.signUp(email).expect(201);
        var link = "/api/auth/verify-email?token=" + client.awaitVerificationToken(email);
        try (var person = browserContext(new NewContextOptions())) {
            var page = person.newPage();
            page.navigate(link);
            assertThat(page).hasTitle("Address verified");
            page.navigate(link);
            assertThat(page).hasTitle("Address verified");
            page.navigate("/api/auth/verify-email?token=made-up");
            assertThat(page).hasTitle("This link is not valid");
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
                    "/login?verified=false&error=invalid-token",
                    "/forgot-password",
                    "/reset-password?token=bad",
                    "/reset-password/done")) {
                page.navigate(path);
                assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                        .as(path)
                        .isLessThanOrEqualTo(NARROW_WIDTH);
                assertThat(page.evaluate("getComputedStyle(document.querySelector('main')).borderRadius"))
                        .as(path)
                        .isEqualTo("12px");
                grounds.add(page.evaluate("getComputedStyle(document.body).backgroundColor"));
            }
            assertThat(complaints).filteredOn(it -> !it.contains("favicon")).isEmpty();
        }
        assertThat(grounds).containsExactly(scheme == ColorScheme.DARK ? "rgb(16, 20, 24)" : "rgb(244, 245, 247)");
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
        try (var person = browser.newContext()) {
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
        return browser.newContext(options.setBaseURL(client.base()).setViewportSize(NARROW_WIDTH, 640));
    }

    private static void button(Page page, String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .click();
    }
}
