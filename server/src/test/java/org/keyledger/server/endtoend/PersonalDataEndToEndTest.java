package org.keyledger.server.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.keyledger.server.endtoend.ServiceClient.PASSWORD;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

@DisplayName("The activity and the data of an account")
@Timeout(120)
class PersonalDataEndToEndTest {

    private static final String AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

    private final String email = "data-" + UUID.randomUUID() + "@example.com";
    private final ServiceClient visitor = SharedService.client().with("User-Agent", AGENT);

    @Test
    void list_what_happened_from_where_and_by_which_credential() {
        visitor.signUp(email).expect(201);
        var login = visitor.logIn(email).expect(200);
        var user = visitor.bearer(login.string("/token"));
        var key = user.createKey("build server").expect(201).string("/key_id");
        user.patch("/customer/keys/" + key, "{\"label\":\"deployment\"}").expect(200);
        user.post("/customer/keys/" + key + "/revoke").expect(200);
        var session = user.get("/auth/sessions").string("/sessions/0/id");

        var events = user.get("/auth/me/activity").expect(200).body().at("/events");

        assertThat(events.valueStream().map(it -> it.at("/event").asString()))
                .startsWith("apikey.revoked", "apikey.changed", "apikey.created", "session.started")
                .contains("user.registered");
        var revoked = events.get(0);
        assertThat(revoked.at("/actor").asString()).isEqualTo("user");
        assertThat(revoked.at("/credential").asString()).isEqualTo(session);
        assertThat(revoked.at("/address").asString()).startsWith("10.");
        assertThat(revoked.at("/user_agent").asString()).isEqualTo(AGENT);
        assertThat(revoked.at("/details/key_id").asString()).isEqualTo(key);
        assertThat(revoked.at("/details/label").asString()).isEqualTo("deployment");
        assertThat(events.get(2).at("/details/label").asString()).isEqualTo("build server");
        assertThat(events.get(3).at("/details/methods").asString()).isEqualTo("pwd");
    }

    @Test
    void list_page_by_page_and_by_family() {
        var user = visitor.bearer(visitor.signUp(email).expect(201).string("/token"));
        var all = positions(user.get("/auth/me/activity").expect(200).body());
        var first = user.get("/auth/me/activity?limit=2").expect(200);
        var second = user.get("/auth/me/activity?limit=200&cursor=" + first.string("/next_cursor"))
                .expect(200);

        assertThat(positions(first.body())).isEqualTo(all.subList(0, 2));
        assertThat(positions(second.body())).isEqualTo(all.subList(2, all.size()));
        assertThat(second.body().at("/next_cursor").isNull()).isTrue();
        assertThat(user.get("/auth/me/activity?family=session").body().at("/events"))
                .isNotEmpty()
                .allSatisfy(it -> assertThat(it.at("/event").asString()).startsWith("session."));
        assertThat(user.get("/auth/me/activity?family=passkey").body().at("/events"))
                .isEmpty();
    }

    @Test
    void show_nothing_of_another_account() {
        var ada = visitor.signUp(email).expect(201);
        var bob = visitor.bearer(visitor.signUp("bob-" + email).expect(201).string("/token"));
        var hers = visitor.bearer(ada.string("/token")).get("/auth/me/activity?limit=1");

        var his = bob.get("/auth/me/activity?cursor=" + hers.string("/next_cursor"))
                .expect(200);
        var export = bob.get("/auth/me/export").expect(200).text();

        assertThat(his.text() + export)
                .doesNotContain(ada.string("/user/id"))
                .doesNotContain(ada.string("/tenant_id"))
                .doesNotContain("\"" + email);
    }

    @Test
    void are_exported_without_any_secret() {
        var signedUp = visitor.signUp(email).expect(201);
        var login = visitor.logIn(email).expect(200);
        var user = visitor.bearer(login.string("/token"));
        var created = user.createKey("build server").expect(201);
        user.post("/auth/verify-email/confirm", "{\"token\":\"%s\"}".formatted(visitor.awaitVerificationToken(email)))
                .expect(200);
        var totp = user.post("/auth/totp/enroll").expect(200);
        var app = new AuthenticatorApp(totp.string("/secret"));
        var codes = user.post("/auth/totp/confirm", "{\"code\":\"%s\"}".formatted(app.firstCode()))
                .expect(200);

        var export = user.get("/auth/me/export").expect(200);

        assertThat(export.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"account-data.json\"");
        assertThat(export.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(export.string("/account/user/email")).isEqualTo(email);
        assertThat(export.body().at("/sessions")).hasSize(2);
        assertThat(export.body().at("/api_keys")).hasSize(2);
        assertThat(export.string("/api_keys/0/label")).isEqualTo("build server");
        assertThat(export.body().at("/second_factor/on").asBoolean()).isTrue();
        assertThat(export.body().at("/second_factor/unused_recovery_codes").asInt())
                .isEqualTo(10);
        assertThat(export.body()
                        .at("/activity")
                        .valueStream()
                        .map(it -> it.at("/event").asString()))
                .contains("factor.totp-confirmed", "session.started", "apikey.created");
        var secrets = new ArrayList<>(List.of(
                PASSWORD,
                signedUp.string("/api_key"),
                created.string("/secret"),
                login.string("/token"),
                login.string("/session/refresh_token"),
                totp.string("/secret"),
                "$2a$",
                "$2b$",
                "$sealed"));
        codes.body().at("/recovery_codes").forEach(code -> secrets.add(code.asString()));
        assertThat(secrets).isNotEmpty().allSatisfy(secret -> assertThat(secret).isNotEmpty());
        assertThat(export.text()).doesNotContain(secrets);
    }

    @Test
    void are_shown_downloaded_and_deleted_on_pages() throws IOException {
        visitor.signUp(email).expect(201);
        visitor.post(
                        "/auth/verify-email/confirm",
                        "{\"token\":\"%s\"}".formatted(visitor.awaitVerificationToken(email)))
                .expect(200);
        try (var person = SharedBrowser.newContext(visitor, new NewContextOptions().setJavaScriptEnabled(false))) {
            var page = person.newPage();
            page.navigate("/login?next=/account/activity");
            page.getByLabel("Email address").fill(email);
            page.getByLabel("Password").fill(PASSWORD);
            button(page, "Log in");
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .hasText("Activity");
            assertThat(page.getByRole(AriaRole.LISTITEM)
                            .filter(new Locator.FilterOptions()
                                    .setHasText(
                                            Pattern.compile("Logged in with password.*This session", Pattern.DOTALL))))
                    .hasCount(1);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("API keys"))
                    .last()
                    .click();
            assertThat(page.getByText("Logged in with password")).hasCount(0);
            page.navigate("/account/activity?lang=de");
            assertThat(page.getByText("Angemeldet mit Passwort").first()).isVisible();

            page.navigate("/account/data?lang=en");
            var download = page.waitForDownload(
                    () -> page.getByText("Download your data").click());
            assertThat(Files.readString(download.path())).contains(email);

            page.navigate("/account/data");
            page.getByText("Delete account…").click();
            button(page, "Delete account for good");
            assertThat(page.getByRole(AriaRole.ALERT)).containsText("Tick the box");
            page.getByLabel("Yes, delete my account").check();
            button(page, "Delete account for good");
            assertThat(page).hasTitle(Pattern.compile("Account deleted.*"));
            page.navigate("/account");
            assertThat(page).hasURL(Pattern.compile(".*/login.*"));
        }
        visitor.logIn(email).expect(401);
    }

    private static void button(Page page, String name) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private static List<Long> positions(JsonNode page) {
        return page.at("/events")
                .valueStream()
                .map(it -> it.at("/position").asLong())
                .toList();
    }
}
