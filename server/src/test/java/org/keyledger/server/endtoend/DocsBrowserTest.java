package org.keyledger.server.endtoend;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.keyledger.ledger.RequiredTool;

@DisplayName("Reading /docs in a browser")
class DocsBrowserTest {

    private static final String EMAIL_OF_EXAMPLE = "you@example.com";

    private final ServiceClient client = SharedService.client();
    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;
    private Page page;

    @BeforeEach
    void open() {
        context = SharedBrowser.newContext(client, new NewContextOptions().setViewportSize(1280, 900));
        page = context.newPage();
        page.onConsoleMessage(message -> complaints.add(message.text()));
        page.onPageError(complaints::add);
        page.navigate("/docs");
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void finds_operations_by_words_and_by_their_fields() {
        page.keyboard().press("/");
        page.keyboard().type("rotate");
        assertThat(page.locator("nav li:visible")
                        .filter(new Locator.FilterOptions().setHasText("keys/{key_id}/rotate")))
                .hasCount(2);
        assertThat(page.locator("#found")).hasText(Pattern.compile("\\d+ operations"));

        page.getByLabel("Search").fill("revoke_keys");
        assertThat(page.locator("nav li:visible").first()).containsText("field revoke_keys");

        page.getByLabel("Search").fill("sign up post /auth/signup accounts no such word");
        assertThat(page.locator("#found")).hasText("0 operations");

        page.getByLabel("Search").fill("Change your name");
        page.keyboard().press("Enter");
        assertThat(page.url()).contains("#");
        page.keyboard().press("Escape");
        assertThat(page.locator("nav [aria-current]")).hasCount(1);
        assertThat(complaints).isEmpty();
    }

    @Test
    void shows_all_examples_in_the_chosen_language() {
        var signUp = page.locator("#signUp");
        assertThat(signUp.locator("pre:visible")).containsText("curl -X POST");

        signUp.getByText("Python", new Locator.GetByTextOptions().setExact(true))
                .click();

        assertThat(signUp.locator(".examples pre:visible")).containsText("requests.post(");
        assertThat(page.locator("#logIn .examples pre:visible")).containsText("requests.post(");
        assertThat(complaints).isEmpty();
    }

    @Test
    void can_be_read_and_switched_without_script_on_a_small_screen() {
        try (var plain = SharedBrowser.newContext(
                client, new NewContextOptions().setJavaScriptEnabled(false).setViewportSize(320, 640))) {
            var reading = plain.newPage();
            reading.navigate("/docs");
            var signUp = reading.locator("#signUp");
            signUp.getByText("Java", new Locator.GetByTextOptions().setExact(true))
                    .click();
            assertThat(signUp.locator(".examples pre:visible")).containsText("HttpClient");
            assertThat(reading.getByText("Try it").first()).not().isVisible();
            assertThat(reading.getByLabel("Search")).not().isVisible();
            reading.getByText("API keys", new Page.GetByTextOptions().setExact(true))
                    .first()
                    .click();
            assertThat(reading.locator("nav a[href='#createKey']")).isVisible();
        }
    }

    @Test
    void sends_calls_to_the_service_and_keeps_the_credentials_that_they_return() {
        var email = "docs-tryer@example.com";

        var answer = send(
                "signUp",
                Map.of("body", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, ServiceClient.PASSWORD)));
        assertThat(answer).containsText("201 in");
        assertThat(send("readAccount", Map.of())).containsText(email);
        assertThat(send("renameAccount", Map.of("body", "{\"name\":\"Ada\"}"))).containsText("\"name\": \"Ada\"");
        assertThat(send("readKey", Map.of("key_id", "not-a-key"))).containsText("404 in");
        assertThat(answer.locator("summary")).hasText("Headers");

        var errors = complaints.stream().filter(it -> !it.contains("404")).toList();
        assertThat(errors).isEmpty();
    }

    @Test
    void sends_calls_with_the_cookies_of_a_session() {
        var email = "docs-browser@example.com";
        client.signUp(email).expect(201);
        client.post("/auth/verify-email/confirm", "{\"token\":\"%s\"}".formatted(client.awaitVerificationToken(email)))
                .expect(200);

        send(
                "browserLogIn",
                Map.of("body", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, ServiceClient.PASSWORD)));

        assertThat(send("browserEndOtherSessions", Map.of())).containsText("200 in");
        assertThat(complaints).isEmpty();
    }

    private Locator send(String operation, Map<String, String> values) {
        var trial = page.locator("#" + operation + " .trial");
        trial.locator("> summary").click();
        values.forEach((name, value) -> trial.locator("[name=" + name + "]").fill(value));
        trial.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Send"))
                .click();
        var answer = trial.locator(".answer");
        assertThat(answer)
                .containsText(
                        Pattern.compile("\\d{3} in \\d+ ms"),
                        new LocatorAssertions.ContainsTextOptions().setTimeout(30_000));
        return answer;
    }

    @Test
    void shows_examples_that_run(@TempDir Path folder) throws Exception {
        var email = "docs-examples@example.com";
        var account = client.signUp(email).expect(201);
        client.post("/auth/verify-email/confirm", "{\"token\":\"%s\"}".formatted(client.awaitVerificationToken(email)))
                .expect(200);
        var environment = Map.of(
                "ACCESS_TOKEN", account.string("/token"),
                "API_KEY", account.string("/api_key"),
                "PASSWORD", ServiceClient.PASSWORD);
        var runs = Map.of(
                "curl", List.of(RequiredTool.require("bash").toString(), "example"),
                "python", List.of(RequiredTool.requirePython("requests").toString(), "example"),
                "javascript", List.of(RequiredTool.require("node").toString(), "example.mjs"),
                "java",
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "Example.java"));
        for (var run : runs.entrySet()) {
            var output = run("renameAccount", run.getKey(), run.getValue(), folder, email, environment);
            assertThat(output).as(run.getKey()).contains("Ada King");
        }
        for (var language :
                List.of("python", "java")) { // they log in themselves; curl has no cookies, JavaScript is for pages
            var output = run("browserEndOtherSessions", language, runs.get(language), folder, email, environment);
            assertThat(output).as(language).contains("All other sessions");
        }
    }

    private String run(
            String operation,
            String language,
            List<String> programAndFile,
            Path folder,
            String email,
            Map<String, String> environment)
            throws IOException, InterruptedException {
        var code = page.locator("#%s [data-language=%s]".formatted(operation, language))
                .textContent();
        var file = Files.writeString(folder.resolve(programAndFile.get(1)), code.replace(EMAIL_OF_EXAMPLE, email));
        return run(folder, programAndFile.get(0), file, environment);
    }

    private static String run(Path folder, String program, Path file, Map<String, String> environment)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(program, file.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        process.waitFor();
        return output;
    }
}
