package org.keyledger.server.endtoend;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.RequiredTool;

/** One Chromium for the tests of pages; it ends with the JVM of the tests, which run on one thread. */
final class SharedBrowser {

    private static @Nullable Browser browser;

    private SharedBrowser() {}

    /**
     * A person's browser for the pages of that service, with an address of its own, because rate limits are on and the
     * tests act as many people. Skips the test where there is no Chromium; see {@link RequiredTool}.
     */
    static BrowserContext newContext(ServiceClient client, NewContextOptions options) {
        return require()
                .newContext(options.setBaseURL(client.base())
                        .setExtraHTTPHeaders(Map.of(ServiceClient.FORWARDED_FOR, ServiceClient.randomAddress())));
    }

    /** For pages of another origin, whose calls may not have the header. Skips the test as {@link #newContext} does. */
    static Browser require() {
        if (browser == null) {
            var chromium = RequiredTool.require("chromium", "chromium-browser", "google-chrome");
            var playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            browser = playwright
                    .chromium()
                    .launch(new LaunchOptions().setExecutablePath(chromium).setArgs(List.of("--no-sandbox")));
        }
        return browser;
    }
}
