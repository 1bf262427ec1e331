package org.keyledger.server.endtoend;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ReducedMotion;
import com.microsoft.playwright.options.RequestOptions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Browsers of people in the states that pages need, with one tab for each state and language. */
final class PageVisitors {

    static final String MEMBER_EMAIL = "gallery@example.com";
    private static final String FACTOR_EMAIL = "gallery-factor@example.com";
    private static final String ENROLLING_EMAIL = "gallery-enrolling@example.com";
    private static final String CHANGING_EMAIL = "gallery-changing@example.com";
    private static final String CHANGED_EMAIL = "gallery-changed@example.com";

    private final ServiceClient client;
    private final Map<String, String> values = new HashMap<>();
    /** Tokens that a page uses up, so that each visit gets one of its own. */
    private final Map<String, Supplier<String>> newValues = Map.of(
            "magic", this::newMagicLink,
            "new-change", this::newChange,
            "new-cancel", this::newCancellation,
            "new-undo", this::newUndo,
            "new-not-me", this::newNotice);

    private final Map<String, Tab> tabs = new HashMap<>();

    /** Who looks at a page. */
    enum Visitor {
        ANYONE,
        /** Logged in, with a verified address, API keys and several sessions. */
        MEMBER,
        /** Logged in, and setting up the second factor. */
        ENROLLING,
        /** Has given the password and not yet the second factor. */
        HALF_LOGGED_IN,
        /** Logged in with the second factor. */
        PROTECTED,
        /** Logged in to an account that nobody needs. */
        LEAVING
    }

    /** A page that was opened, and the errors and warnings in the console since. */
    record Visit(Page page, List<String> complaints) {}

    private record Tab(BrowserContext context, Page page, List<String> complaints) {}

    private PageVisitors(ServiceClient client) {
        this.client = client;
    }

    static PageVisitors open(ServiceClient client) {
        var visitors = new PageVisitors(client);
        visitors.createMember();
        visitors.createFactor(FACTOR_EMAIL);
        visitors.createEnrolment();
        visitors.createChange();
        return visitors;
    }

    private void createMember() {
        var owner = signUpVerified(MEMBER_EMAIL);
        owner.createKey("build server").expect(201);
        values.put("key", owner.createKey("nightly report").expect(201).string("/key_id"));
        client.post("/auth/reset-password/request", "{\"email\":\"" + MEMBER_EMAIL + "\"}")
                .expect(200);
        values.put("not-me", mailed(MEMBER_EMAIL, "not-me"));
        values.put("reset", client.awaitResetToken(MEMBER_EMAIL));
        registerPasskey();
        values.put("passkey", owner.get("/auth/passkeys").expect(200).string("/passkeys/0/id"));
    }

    private void registerPasskey() {
        try (var context = SharedBrowser.newContext(client, new NewContextOptions().setLocale("en"))) {
            var page = context.newPage();
            VirtualAuthenticator.addTo(page);
            PasskeyBrowserTest.logInWithPassword(page, MEMBER_EMAIL);
            PasskeyBrowserTest.addPasskey(page, "laptop");
        }
    }

    private ServiceClient signUpVerified(String email) {
        var signedUp = client.signUp(email).expect(201);
        client.post("/auth/verify-email/confirm", "{\"token\":\"%s\"}".formatted(client.awaitVerificationToken(email)))
                .expect(200);
        return client.bearer(signedUp.string("/token"));
    }

    /** @return a recovery code of the new account */
    private String createFactor(String email) {
        var owner = signUpVerified(email);
        var app =
                new AuthenticatorApp(owner.post("/auth/totp/enroll").expect(200).string("/secret"));
        return owner.post("/auth/totp/confirm", "{\"code\":\"" + app.firstCode() + "\"}")
                .expect(200)
                .string("/recovery_codes/0");
    }

    private void createEnrolment() {
        signUpVerified(ENROLLING_EMAIL).post("/auth/totp/enroll").expect(200);
    }

    /** The page to undo is about the first change, the others about a second one. */
    private void createChange() {
        var owner = signUpVerified(CHANGING_EMAIL);
        requestChange(owner, CHANGED_EMAIL);
        client.post("/auth/change-email/confirm", "{\"token\":\"" + mailed(CHANGED_EMAIL, "change-email") + "\"}")
                .expect(200);
        values.put("undo", mailed(CHANGING_EMAIL, "change-email/undo"));
        var again = client.bearer(client.logIn(CHANGED_EMAIL).expect(200).string("/token"));
        requestChange(again, "again-" + CHANGED_EMAIL);
        values.put("change", mailed("again-" + CHANGED_EMAIL, "change-email"));
        values.put("cancel", mailed(CHANGED_EMAIL, "change-email/cancel"));
    }

    /** An address that no account has. */
    static String newEmail() {
        return "gallery-" + UUID.randomUUID() + "@example.com";
    }

    /** Of an address without an account. */
    private String newMagicLink() {
        var email = newEmail();
        client.post("/auth/magic-link/request", "{\"email\":\"" + email + "\"}").expect(200);
        return mailed(email, "magic-link");
    }

    private String newChange() {
        return mailed("changed-" + newAccountWithChange(), "change-email");
    }

    private String newCancellation() {
        return mailed(newAccountWithChange(), "change-email/cancel");
    }

    private String newUndo() {
        var email = newAccountWithChange();
        var token = mailed("changed-" + email, "change-email");
        client.post("/auth/change-email/confirm", "{\"token\":\"" + token + "\"}")
                .expect(200);
        return mailed(email, "change-email/undo");
    }

    private String newAccountWithChange() {
        var email = newEmail();
        requestChange(signUpVerified(email), "changed-" + email);
        return email;
    }

    private String newNotice() {
        var email = newEmail();
        signUpVerified(email).createKey("build server").expect(201);
        return mailed(email, "not-me");
    }

    private static void requestChange(ServiceClient owner, String email) {
        owner.post("/auth/change-email", "{\"email\":\"" + email + "\"}").expect(202);
    }

    private String mailed(String email, String page) {
        return client.awaitMail(email, Pattern.compile("/" + page + "\\?token=([A-Za-z0-9_-]+)"));
    }

    /** Opens a page in a tab that is used again, on a screen of 1280 px with light colours. */
    Visit visit(Visitor visitor, String path, String language) {
        var tab = tabs.computeIfAbsent(visitor + language, key -> open(visitor, language));
        tab.complaints().clear();
        tab.page().setViewportSize(1280, 800);
        var filled = path;
        for (var value : values.entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        for (var value : newValues.entrySet()) {
            if (filled.contains("{" + value.getKey() + "}")) {
                filled = filled.replace(
                        "{" + value.getKey() + "}", value.getValue().get());
            }
        }
        tab.page().navigate(filled);
        if (!tab.page().url().endsWith(filled)) {
            throw new AssertionError(filled + " was redirected to " + tab.page().url());
        }
        if (tab.page().locator("html[lang]").count() == 0) {
            throw new AssertionError(filled + " is no page: " + tab.page().content());
        }
        return new Visit(tab.page(), tab.complaints());
    }

    private Tab open(Visitor visitor, String language) {
        var context = SharedBrowser.newContext(
                client, new NewContextOptions().setLocale(language).setReducedMotion(ReducedMotion.REDUCE));
        var page = context.newPage();
        var complaints = new ArrayList<String>();
        page.onConsoleMessage(message -> {
            if (Set.of("error", "warning").contains(message.type())) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        enter(visitor, context, page);
        return new Tab(context, page, complaints);
    }

    private void enter(Visitor visitor, BrowserContext context, Page page) {
        switch (visitor) {
            case ANYONE -> {}
            case MEMBER -> logIn(context, MEMBER_EMAIL);
            case ENROLLING -> logIn(context, ENROLLING_EMAIL);
            case LEAVING -> {
                var email = newEmail();
                signUpVerified(email);
                logIn(context, email);
            }
            case HALF_LOGGED_IN -> givePassword(page, FACTOR_EMAIL);
            case PROTECTED -> {
                var email = newEmail();
                var code = createFactor(email);
                givePassword(page, email);
                page.locator("[name=code]").fill(code);
                page.waitForNavigation(() -> page.locator("[name=code]").press("Enter"));
            }
        }
    }

    private void logIn(BrowserContext context, String email) {
        var logIn = RequestOptions.create()
                .setHeader("Content-Type", "application/json")
                .setData("{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, ServiceClient.PASSWORD));
        context.request().post(client.base() + "/api/auth/login", logIn);
    }

    private static void givePassword(Page page, String email) {
        page.navigate("/login");
        page.locator("[name=email]").fill(email);
        page.locator("[name=password]").fill(ServiceClient.PASSWORD);
        page.locator("[name=password]").press("Enter");
        page.waitForURL("**/login/2fa*");
    }

    void close() {
        tabs.values().forEach(tab -> tab.context().close());
    }
}
