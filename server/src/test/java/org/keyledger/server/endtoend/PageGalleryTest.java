package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keyledger.server.endtoend.PageVisitors.Visit;
import org.keyledger.server.endtoend.PageVisitors.Visitor;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.type.filter.RegexPatternTypeFilter;
import org.springframework.web.bind.annotation.GetMapping;

/**
 * Looks at every page in English in both colour schemes, and in German in the dark one: no finding of axe-core that is
 * serious or critical, text with a contrast of at least 4.5:1, nothing wider than the screen from 320 to 1920 px, the expected number of primary actions,
 * every control reachable with the Tab key and visibly focused, and an empty console. The screenshots are in {@code
 * target/pages}.
 */
@DisplayName("Looking at every page")
class PageGalleryTest {

    private static final Path SCREENSHOTS = Path.of("target", "pages");
    private static final Path IMAGES_OF_README = Path.of("../docs/images");
    private static final Set<String> IN_README = Set.of("login", "account-keys");
    private static final int[] WIDTHS = {320, 360, 768, 1280, 1920};
    private static final int SMALL = 360;
    private static final int LARGE = 1280;
    private static final int HEIGHT = 800;

    /** A new page is one line here. The words in braces are replaced by values of {@link PageVisitors}. */
    private static final List<GalleryPage> PAGES = List.of(
            new GalleryPage("docs", "/docs", Visitor.ANYONE, 0),
            new GalleryPage("problem", "/problems/email-taken", Visitor.ANYONE, 0),
            new GalleryPage("signup", "/signup", Visitor.ANYONE, 1),
            new GalleryPage("login", "/login", Visitor.ANYONE, 1),
            new GalleryPage("login-verified", "/login?verified=true", Visitor.ANYONE, 1),
            new GalleryPage("login-error", "/login?error=too-many-requests", Visitor.ANYONE, 1),
            new GalleryPage("login-again", "/login?reauthenticate=1&next=%2Faccount", Visitor.MEMBER, 1),
            new GalleryPage("login-2fa", "/login/2fa", Visitor.HALF_LOGGED_IN, 1),
            new GalleryPage("forgot-password", "/forgot-password", Visitor.ANYONE, 1),
            new GalleryPage("reset-password", "/reset-password?token={reset}", Visitor.ANYONE, 1),
            new GalleryPage("reset-password-invalid", "/reset-password?token=bad", Visitor.ANYONE, 1),
            new GalleryPage("reset-password-done", "/reset-password/done", Visitor.ANYONE, 1),
            new GalleryPage("verify", "/verify", Visitor.ANYONE, 1),
            new GalleryPage("verify-failed", "/verify?failed=1", Visitor.ANYONE, 1),
            new GalleryPage("change-email", "/change-email?token={change}", Visitor.ANYONE, 1),
            new GalleryPage("change-email-invalid", "/change-email?token=bad", Visitor.ANYONE, 0),
            new GalleryPage("change-email-cancel", "/change-email/cancel?token={cancel}", Visitor.ANYONE, 1),
            new GalleryPage("change-email-undo", "/change-email/undo?token={undo}", Visitor.ANYONE, 1),
            new GalleryPage("magic-link", "/magic-link", Visitor.ANYONE, 1),
            new GalleryPage("magic-link-invalid", "/magic-link?token=bad", Visitor.ANYONE, 1),
            new GalleryPage("not-me", "/not-me?token={not-me}", Visitor.ANYONE, 1),
            new GalleryPage("not-me-invalid", "/not-me?token=bad", Visitor.ANYONE, 1),
            new GalleryPage("account", "/account", Visitor.MEMBER, 0),
            new GalleryPage("account-profile", "/account/profile", Visitor.MEMBER, 1),
            new GalleryPage("account-password", "/account/password", Visitor.MEMBER, 1),
            new GalleryPage("account-two-factor", "/account/two-factor", Visitor.MEMBER, 1),
            new GalleryPage("account-two-factor-disable", "/account/two-factor/disable", Visitor.MEMBER, 0),
            new GalleryPage("account-passkeys", "/account/passkeys", Visitor.MEMBER, 1),
            new GalleryPage("account-passkey", "/account/passkeys/{passkey}", Visitor.MEMBER, 1),
            new GalleryPage("account-passkey-remove", "/account/passkeys/{passkey}/remove", Visitor.MEMBER, 0),
            new GalleryPage("account-sessions", "/account/sessions", Visitor.MEMBER, 0),
            new GalleryPage("account-sessions-end", "/account/sessions/end-others", Visitor.MEMBER, 0),
            new GalleryPage("account-keys", "/account/keys", Visitor.MEMBER, 1),
            new GalleryPage("account-key", "/account/keys/{key}", Visitor.MEMBER, 1),
            new GalleryPage("account-key-new", "/account/keys/new", Visitor.MEMBER, 1),
            new GalleryPage("account-key-created", "/account/keys/new", Visitor.MEMBER, 1, "label"),
            new GalleryPage("account-two-factor-code", "/account/two-factor", Visitor.ENROLLING, 1),
            new GalleryPage("account-key-rotate", "/account/keys/{key}/rotate", Visitor.MEMBER, 1),
            new GalleryPage("account-key-revoke", "/account/keys/{key}/revoke", Visitor.MEMBER, 0),
            new GalleryPage("account-providers", "/account/providers", Visitor.MEMBER, 0),
            new GalleryPage("account-activity", "/account/activity", Visitor.MEMBER, 0),
            new GalleryPage("account-data", "/account/data", Visitor.MEMBER, 1),
            new GalleryPage("account-data-delete", "/account/data/delete", Visitor.MEMBER, 0));

    /** Endpoints that only redirect, or that only a provider redirects to. */
    private static final List<String> REDIRECTS =
            List.of("/api/auth/oauth/{provider}", "/api/auth/oauth/{provider}/callback", "/account/providers/confirm");

    private static PageVisitors visitors;

    /**
     * A page that is looked at.
     *
     * @param name of its screenshots
     * @param primaryActions how many filled buttons it has
     * @param submitted the field of the page at this path that is filled and submitted to come to the page; empty if the
     *     page is at the path
     */
    record GalleryPage(String name, String path, Visitor visitor, int primaryActions, String submitted) {

        GalleryPage(String name, String path, Visitor visitor, int primaryActions) {
            this(name, path, visitor, primaryActions, "");
        }

        /** Whether its text depends on the language of the reader. */
        boolean isTranslated() {
            return !name.equals("docs");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<GalleryPage> pages() {
        return PAGES;
    }

    static List<GalleryPage> translatedPages() {
        return PAGES.stream().filter(GalleryPage::isTranslated).toList();
    }

    @BeforeAll
    static void prepareAccounts() {
        visitors = PageVisitors.open(SharedService.client());
    }

    @AfterAll
    static void close() {
        if (visitors != null) {
            visitors.close();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void finds_nothing_to_correct(GalleryPage shown) {
        var visit = open(shown, "en");
        var inspection = inspect(shown, visit, "en");
        photograph(visit.page(), shown, "en");
        photographForReadme(visit.page(), shown);
        assertThat(inspection.primaryActions()).as("primary actions").hasSize(shown.primaryActions());
        assertThat(inspection.controlsWithoutVisibleFocus())
                .as("controls without visible focus")
                .isEmpty();
        inspection.unfocus();
        assertThat(inspection.violations()).isEmpty();
        inspection.darken();
        photograph(visit.page(), shown, "en-dark");
        assertThat(inspection.contrastViolations()).isEmpty();
        assertThat(visit.complaints()).as("errors in the console").isEmpty();
    }

    /** In dark colours only: the colours do not depend on the language. */
    @ParameterizedTest
    @MethodSource("translatedPages")
    void finds_nothing_to_correct_in_the_other_language(GalleryPage shown) {
        var visit = open(shown, "de");
        var inspection = inspect(shown, visit, "de");
        inspection.darken();
        photograph(visit.page(), shown, "de-dark");
        assertThat(inspection.violations()).isEmpty();
        assertThat(visit.complaints()).as("errors in the console").isEmpty();
    }

    private static Visit open(GalleryPage shown, String language) {
        var visit = visitors.visit(shown.visitor(), shown.path(), language);
        if (!shown.submitted().isEmpty()) {
            var field = visit.page().locator("[name=" + shown.submitted() + "]");
            field.fill("release");
            field.press("Enter");
            field.waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        }
        return visit;
    }

    private static PageInspection inspect(GalleryPage shown, Visit visit, String language) {
        var inspection = new PageInspection(visit.page());
        inspection.lighten();
        if (!shown.isTranslated()) {
            inspection.shorten();
        }
        assertThat(visit.page().locator("html").getAttribute("lang")).isEqualTo(language);
        assertThat(inspection.widthsThatOverflow(WIDTHS))
                .as("widths with overflow")
                .isEmpty();
        return inspection;
    }

    private static void photograph(Page page, GalleryPage shown, String kind) {
        for (var width : new int[] {SMALL, LARGE}) {
            page.setViewportSize(width, HEIGHT);
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(SCREENSHOTS.resolve(shown.name() + "-" + kind + "-" + width + ".png"))
                    .setFullPage(shown.isTranslated()));
        }
    }

    private static void photographForReadme(Page page, GalleryPage shown) {
        if (Boolean.getBoolean("keyledger.write-docs") && IN_README.contains(shown.name())) {
            page.setViewportSize(960, 720);
            page.screenshot(new Page.ScreenshotOptions().setPath(IMAGES_OF_README.resolve(shown.name() + ".png")));
        }
    }

    @Test
    void knows_every_page_of_the_gateway() {
        var known = Stream.concat(PAGES.stream().map(page -> page.path().replaceFirst("\\?.*", "")), REDIRECTS.stream())
                .toList();

        assertThat(pathsOfPageEndpoints())
                .hasSizeGreaterThan(5)
                .allSatisfy(path -> assertThat(known).anyMatch(it -> matches(path, it)));
    }

    private static boolean matches(String pattern, String path) {
        return Pattern.matches(pattern.replaceAll("\\{[^}]+}", "[^/]+"), path);
    }

    private static TreeSet<String> pathsOfPageEndpoints() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new RegexPatternTypeFilter(Pattern.compile(".*PageEndpoint")));
        var paths = new TreeSet<String>();
        for (var found : scanner.findCandidateComponents("org.keyledger.gateway")) {
            paths.addAll(pathsOf(found.getBeanClassName()));
        }
        return paths;
    }

    private static List<String> pathsOf(String endpoint) {
        try {
            return Arrays.stream(Class.forName(endpoint).getDeclaredMethods())
                    .filter(method -> method.isAnnotationPresent(GetMapping.class))
                    .flatMap(method ->
                            Arrays.stream(method.getAnnotation(GetMapping.class).value()))
                    .toList();
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
