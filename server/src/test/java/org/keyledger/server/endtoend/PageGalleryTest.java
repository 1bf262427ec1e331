package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
            new GalleryPage("docs", "openapi/docs", "/docs", Visitor.ANYONE, 0),
            new GalleryPage("problem", "page/problem", "/problems/email-taken", Visitor.ANYONE, 0),
            new GalleryPage("signup", "login/signUp", "/signup", Visitor.ANYONE, 1),
            new GalleryPage("login", "login/login", "/login", Visitor.ANYONE, 1),
            new GalleryPage("login-verified", "login/login", "/login?verified=true", Visitor.ANYONE, 1),
            new GalleryPage("login-error", "login/login", "/login?error=too-many-requests", Visitor.ANYONE, 1),
            new GalleryPage("login-again", "login/login", "/login?reauthenticate=1&next=%2Faccount", Visitor.MEMBER, 1),
            new GalleryPage("login-2fa", "login/secondFactor", "/login/2fa", Visitor.HALF_LOGGED_IN, 1),
            new GalleryPage("forgot-password", "login/forgotPassword", "/forgot-password", Visitor.ANYONE, 1),
            new GalleryPage(
                    "reset-password", "login/resetPassword", "/reset-password?token={reset}", Visitor.ANYONE, 1),
            new GalleryPage(
                    "reset-password-invalid", "login/resetLinkInvalid", "/reset-password?token=bad", Visitor.ANYONE, 1),
            new GalleryPage("reset-password-done", "login/passwordChanged", "/reset-password/done", Visitor.ANYONE, 1),
            new GalleryPage("verify", "login/verify", "/verify", Visitor.ANYONE, 1),
            new GalleryPage("verify-failed", "login/verify", "/verify?failed=1", Visitor.ANYONE, 1),
            new GalleryPage(
                    "change-email", "user/confirmEmailChange", "/change-email?token={change}", Visitor.ANYONE, 1),
            new GalleryPage(
                    "change-email-invalid",
                    "user/emailChangeLinkInvalid",
                    "/change-email?token=bad",
                    Visitor.ANYONE,
                    0),
            new GalleryPage(
                    "change-email-cancel",
                    "user/cancelEmailChange",
                    "/change-email/cancel?token={cancel}",
                    Visitor.ANYONE,
                    1),
            new GalleryPage(
                    "change-email-undo", "user/undoEmailChange", "/change-email/undo?token={undo}", Visitor.ANYONE, 1),
            new GalleryPage("magic-link", "login/magicLinkRequest", "/magic-link", Visitor.ANYONE, 1),
            new GalleryPage("magic-link-invalid", "login/magicLinkInvalid", "/magic-link?token=bad", Visitor.ANYONE, 1),
            new GalleryPage("not-me", "user/notMe", "/not-me?token={not-me}", Visitor.ANYONE, 1),
            new GalleryPage("not-me-invalid", "user/notMeLinkInvalid", "/not-me?token=bad", Visitor.ANYONE, 1),
            new GalleryPage("account", "account/overview", "/account", Visitor.MEMBER, 0),
            new GalleryPage("account-profile", "account/profile", "/account/profile", Visitor.MEMBER, 1),
            new GalleryPage("account-password", "account/password", "/account/password", Visitor.MEMBER, 1),
            new GalleryPage("account-two-factor", "account/twoFactor", "/account/two-factor", Visitor.MEMBER, 1),
            new GalleryPage(
                    "account-two-factor-disable",
                    "account/disableTwoFactor",
                    "/account/two-factor/disable",
                    Visitor.MEMBER,
                    0),
            new GalleryPage("account-passkeys", "account/passkeys", "/account/passkeys", Visitor.MEMBER, 1),
            new GalleryPage("account-passkey", "account/passkey", "/account/passkeys/{passkey}", Visitor.MEMBER, 1),
            new GalleryPage(
                    "account-passkey-remove",
                    "account/removePasskey",
                    "/account/passkeys/{passkey}/remove",
                    Visitor.MEMBER,
                    0),
            new GalleryPage("account-sessions", "account/sessions", "/account/sessions", Visitor.MEMBER, 0),
            new GalleryPage(
                    "account-sessions-end",
                    "account/endOtherSessions",
                    "/account/sessions/end-others",
                    Visitor.MEMBER,
                    0),
            new GalleryPage("account-keys", "account/keys", "/account/keys", Visitor.MEMBER, 1),
            new GalleryPage("account-key", "account/key", "/account/keys/{key}", Visitor.MEMBER, 1),
            new GalleryPage("account-key-new", "account/newKey", "/account/keys/new", Visitor.MEMBER, 1),
            new GalleryPage(
                    "account-key-created",
                    "account/keyIssued",
                    "/account/keys/new",
                    Visitor.MEMBER,
                    1,
                    send("label", () -> "release")),
            new GalleryPage(
                    "account-two-factor-code", "account/twoFactor", "/account/two-factor", Visitor.ENROLLING, 1),
            new GalleryPage("account-key-rotate", "account/rotateKey", "/account/keys/{key}/rotate", Visitor.MEMBER, 1),
            new GalleryPage("account-key-revoke", "account/revokeKey", "/account/keys/{key}/revoke", Visitor.MEMBER, 0),
            new GalleryPage("account-providers", "account/providers", "/account/providers", Visitor.MEMBER, 0),
            new GalleryPage("account-activity", "account/activity", "/account/activity", Visitor.MEMBER, 0),
            new GalleryPage("account-data", "account/data", "/account/data", Visitor.MEMBER, 1),
            new GalleryPage("account-data-delete", "account/deleteAccount", "/account/data/delete", Visitor.MEMBER, 0),
            new GalleryPage("signup-sent", "login/checkMail", "/signup", Visitor.ANYONE, 0, PageGalleryTest::signUp),
            new GalleryPage(
                    "forgot-password-sent",
                    "login/resetRequested",
                    "/forgot-password",
                    Visitor.ANYONE,
                    0,
                    send("email", PageVisitors::newEmail)),
            new GalleryPage(
                    "verify-sent",
                    "login/verificationSent",
                    "/verify",
                    Visitor.ANYONE,
                    0,
                    send("email", PageVisitors::newEmail)),
            new GalleryPage(
                    "magic-link-sent",
                    "login/magicLinkCode",
                    "/magic-link",
                    Visitor.ANYONE,
                    1,
                    send("email", PageVisitors::newEmail)),
            new GalleryPage("magic-link-opened", "login/magicLink", "/magic-link?token={magic}", Visitor.ANYONE, 1),
            new GalleryPage(
                    "magic-link-elsewhere",
                    "login/magicLinkElsewhere",
                    "/magic-link?token={magic}",
                    Visitor.ANYONE,
                    0,
                    click("main form button")),
            new GalleryPage(
                    "change-email-done",
                    "user/emailChangeConfirmed",
                    "/change-email?token={new-change}",
                    Visitor.ANYONE,
                    1,
                    click("main form button")),
            new GalleryPage(
                    "change-email-cancelled",
                    "user/emailChangeCancelled",
                    "/change-email/cancel?token={new-cancel}",
                    Visitor.ANYONE,
                    0,
                    click("main form button")),
            new GalleryPage(
                    "change-email-undone",
                    "user/emailChangeUndone",
                    "/change-email/undo?token={new-undo}",
                    Visitor.ANYONE,
                    1,
                    click("main form button")),
            new GalleryPage(
                    "not-me-done",
                    "user/notMeDone",
                    "/not-me?token={new-not-me}",
                    Visitor.ANYONE,
                    0,
                    click("main form button")),
            new GalleryPage("refused", "page/refused", "/account/keys/unknown", Visitor.MEMBER, 1),
            new GalleryPage(
                    "account-provider-confirm",
                    "account/confirmProvider",
                    "/account/providers",
                    Visitor.MEMBER,
                    1,
                    PageGalleryTest::returnFromProvider),
            new GalleryPage(
                    "account-two-factor-codes",
                    "account/recoveryCodes",
                    "/account/two-factor",
                    Visitor.PROTECTED,
                    1,
                    click("form[action$='/recovery-codes'] button")),
            new GalleryPage(
                    "account-deleted",
                    "account/deleted",
                    "/account/data/delete",
                    Visitor.LEAVING,
                    0,
                    PageGalleryTest::deleteAccount));

    /** Endpoints that only redirect, or that only a provider redirects to. */
    private static final List<String> REDIRECTS =
            List.of("/api/auth/oauth/{provider}", "/api/auth/oauth/{provider}/callback", "/account/providers/confirm");

    private static final Path TEMPLATES = Path.of("../api-gateway/src/main/jte");
    private static final Pattern PAGE =
            Pattern.compile("@template\\.(page\\.(layout|document)|account\\.(layout|confirm))\\(");
    private static final Set<String> PARTS = Set.of("page/layout", "account/layout", "account/confirm");

    private static PageVisitors visitors;

    /**
     * A page that is looked at.
     *
     * @param name of its screenshots
     * @param template that shows it
     * @param primaryActions how many filled buttons it has
     * @param steps from the page at the path to the one that is looked at
     */
    record GalleryPage(
            String name, String template, String path, Visitor visitor, int primaryActions, Consumer<Page> steps) {

        GalleryPage(String name, String template, String path, Visitor visitor, int primaryActions) {
            this(name, template, path, visitor, primaryActions, page -> {});
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
        assertThat(complaints(shown, visit)).as("errors in the console").isEmpty();
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
        assertThat(complaints(shown, visit)).as("errors in the console").isEmpty();
    }

    private static Visit open(GalleryPage shown, String language) {
        var visit = visitors.visit(shown.visitor(), shown.path(), language);
        shown.steps().accept(visit.page());
        return visit;
    }

    private static Consumer<Page> send(String field, Supplier<String> value) {
        return page -> {
            page.locator("[name=" + field + "]").fill(value.get());
            page.waitForNavigation(() -> page.locator("[name=" + field + "]").press("Enter"));
        };
    }

    private static Consumer<Page> click(String button) {
        return page -> page.waitForNavigation(() -> page.locator(button).first().click());
    }

    private static void signUp(Page page) {
        page.locator("[name=name]").fill("Ada");
        page.locator("[name=email]").fill(PageVisitors.newEmail());
        send("password", () -> ServiceClient.PASSWORD).accept(page);
    }

    /** Nobody has proved to own the member's address, so that the identity waits for a confirmation. */
    private static void returnFromProvider(Page page) {
        page.navigate("/api/auth/oauth/acme");
        send("email", () -> PageVisitors.MEMBER_EMAIL).accept(page);
    }

    private static void deleteAccount(Page page) {
        page.locator("[name=confirmed]").check();
        click("main form button").accept(page);
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

    /** A browser reports the status 404 of a page too. */
    private static List<String> complaints(GalleryPage shown, Visit visit) {
        return visit.complaints().stream()
                .filter(it -> !shown.name().equals("refused") || !it.contains("404"))
                .toList();
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

    @Test
    void has_a_row_for_every_template_of_a_page() throws IOException {
        try (var files = Files.walk(TEMPLATES)) {
            var templates = files.filter(file -> file.toString().endsWith(".jte") && isPage(file))
                    .map(file -> TEMPLATES.relativize(file).toString().replace(".jte", ""))
                    .filter(template -> !PARTS.contains(template))
                    .toList();

            assertThat(PAGES.stream().map(GalleryPage::template)).containsAll(templates);
        }
    }

    private static boolean isPage(Path template) {
        try {
            return PAGE.matcher(Files.readString(template)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
