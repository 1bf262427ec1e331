package org.keyledger.server.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Using two providers in a browser")
class ProviderBrowserTest {

    private static final int NARROW_WIDTH = 320;
    private static final String EMAIL = "two-providers@example.com";

    private final ServiceClient client = SharedService.client();

    @Test
    void sign_up_with_one_link_the_other_and_log_in_with_it() {
        try (var laptop = browserContext();
                var phone = browserContext()) {
            var page = laptop.newPage();
            page.navigate("/login");
            click(page, AriaRole.LINK, "Continue with Acme");
            logInAtProvider(page);
            assertThat(page).hasURL(client.base() + "/account");

            page.navigate("/account/providers");
            click(page, AriaRole.LINK, "Link Google");
            logInAtProvider(page);
            assertThat(page.getByText("Google is linked. You can log in with it from now on."))
                    .isVisible();
            page.locator("form[action$='/acme/unlink'] button").click();
            assertThat(page.getByText("Acme is unlinked.")).isVisible();

            var other = phone.newPage();
            other.navigate("/login");
            click(other, AriaRole.LINK, "Continue with Google");
            logInAtProvider(other);
            assertThat(other).hasURL(client.base() + "/account");
            assertThat(other.getByText(EMAIL)).isVisible();
        }
    }

    private static void logInAtProvider(Page page) {
        assertThat(page).hasTitle("Test provider");
        page.getByLabel("Email address").fill(EMAIL);
        click(page, AriaRole.BUTTON, "Log in");
    }

    private static void click(Page page, AriaRole role, String name) {
        page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private BrowserContext browserContext() {
        return SharedBrowser.newContext(
                client,
                new NewContextOptions()
                        .setJavaScriptEnabled(false)
                        .setLocale("en")
                        .setViewportSize(NARROW_WIDTH, 640));
    }
}
