package org.keyledger.server.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Uses magic links in one browser and in two, by labels and buttons and without a script. */
@DisplayName("Using a magic link in a browser")
class MagicLinkBrowserTest {

    private static final int NARROW_WIDTH = 320;
    private static final Pattern LINK = Pattern.compile("(/magic-link\\?token=[A-Za-z0-9_-]+)");

    private final ServiceClient client = SharedService.client();

    @Test
    void logs_in_with_the_button_where_the_link_was_requested() {
        var email = "magic-same-browser@example.com";
        client.signUp(email).expect(201);
        try (var laptop = browserContext()) {
            var page = laptop.newPage();
            request(page, "/account/keys", email);
            var link = client.awaitMail(email, LINK);

            page.navigate(link);
            assertThat(page.getByText("API keys and devices stop working")).isVisible();
            button(page, "Log in");

            assertSignedIn(page, "/account/keys");
            page.navigate(link);
            assertThat(page.locator("h1")).hasText("This link is not valid");
        }
    }

    @Test
    void creates_an_account_with_the_code_that_another_browser_shows() {
        var email = "magic-two-browsers@example.com";
        try (var laptop = browserContext();
                var phone = browserContext()) {
            var page = laptop.newPage();
            request(page, "/login", email);
            var mail = phone.newPage();
            mail.navigate(client.awaitMail(email, LINK));
            button(mail, "Show the code");
            var code = mail.locator("strong").innerText();

            page.getByLabel("Code").fill(code.equals("000000") ? "000001" : "000000");
            button(page, "Log in");
            assertThat(page.getByText("The code is wrong")).isVisible();
            page.getByLabel("Code").fill(code);
            button(page, "Log in");
            page.getByLabel("Name").fill("Ada");
            button(page, "Log in");

            assertSignedIn(page, "/account");
            mail.navigate("/account");
            assertThat(mail.locator("h1")).hasText("Log in");
        }
    }

    /** @param path of a page that shows the log-in page */
    private static void request(Page page, String path, String email) {
        page.navigate(path);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Continue with a link by email"))
                .click();
        page.getByLabel("Email address").fill(email);
        button(page, "Send the link");
        assertThat(page.locator("h1")).hasText("Check your email");
    }

    private void assertSignedIn(Page page, String path) {
        assertThat(page).hasURL(client.base() + path);
        assertThat(page.locator("nav.menu")).hasCount(1);
    }

    private BrowserContext browserContext() {
        return SharedBrowser.newContext(
                client,
                new NewContextOptions()
                        .setJavaScriptEnabled(false)
                        .setLocale("en")
                        .setViewportSize(NARROW_WIDTH, 640));
    }

    private static void button(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }
}
