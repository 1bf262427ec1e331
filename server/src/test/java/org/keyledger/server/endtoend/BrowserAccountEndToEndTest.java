package org.keyledger.server.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Eventually;
import org.keyledger.server.endtoend.ServiceClient.Response;

@DisplayName("An account through the browser API")
class BrowserAccountEndToEndTest {

    private static final String PASSWORD = "s3cure!Pass";
    private static final Pattern TO_NEW = Pattern.compile("/change-email\\?token=([A-Za-z0-9_-]+)");
    private static final Pattern CANCEL = Pattern.compile("/change-email/cancel\\?token=([A-Za-z0-9_-]+)");
    private static final Pattern UNDO = Pattern.compile("/change-email/undo\\?token=([A-Za-z0-9_-]+)");
    private static final String SIGN_UP_NOTICE = "Someone tried to sign up";

    private final ServiceClient client = SharedService.client();

    @Test
    void can_log_in_after_its_address_is_verified_by_the_mailed_link() {
        var email = "alice.chen@example.com";
        var registered = register(email).expect(201);

        assertThat(logIn(email).expect(403).text())
                .contains("Email not verified. Please check your inbox for the activation link.");
        assertThat(logInByToken(email).expect(200).string("/user/id")).isEqualTo(registered.string("/user/id"));
        client.get("/api/auth/verify-email?token=" + client.awaitVerificationToken(email))
                .expect(302);

        assertThat(browser(email).get("/api/auth/me").expect(200).string("/user/id"))
                .isEqualTo(registered.string("/user/id"));
    }

    @Test
    void is_not_created_for_a_taken_address_and_its_owner_gets_a_mail() {
        var owner = client.signUp("owner-of-address@example.com").expect(201);
        var stranger = "{\"email\":\"Owner-Of-Address@example.com\",\"name\":\"Visit evil today\",\"password\":\"%s\"}"
                .formatted(PASSWORD);

        var answer = client.post("/api/auth/register", stranger).expect(201);

        assertThat(answer.string("/user/id")).isNotEqualTo(owner.string("/user/id"));
        assertThat(answer.headers().firstValue("Ledger-Position")).isEmpty();
        assertThat(client.awaitMail("owner-of-address@example.com", SIGN_UP_NOTICE))
                .contains("/forgot-password")
                .doesNotContain("evil", "token=");
        logInByToken("owner-of-address@example.com").expect(401);
        client.logIn("owner-of-address@example.com").expect(200);
    }

    @Test
    void is_created_once_by_sign_ups_at_the_same_time() {
        var email = "registered-at-once@example.com";
        var answers = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(
                        () -> client.from("100.127.0." + i)
                                .post(i % 2 == 0 ? "/api/auth/register" : "/api/auth/signup", account(email)),
                        task -> new Thread(task).start()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).extracting(Response::status).containsOnly(201);
        var user = logInByToken(email).expect(200).string("/user/id");
        assertThat(answers.stream()
                        .filter(answer -> answer.text().contains("\"user\""))
                        .filter(answer -> answer.string("/user/id").equals(user)))
                .hasSizeLessThanOrEqualTo(1);
        client.awaitVerificationToken(email);
    }

    @Test
    void is_registered_once_by_a_repeated_request() {
        var taken = "repeats-taken@example.com";
        client.signUp(taken).expect(201);
        for (var email : new String[] {"repeats-free@example.com", taken}) {
            var repeating = client.with("Idempotency-Key", "repeated registration of " + email);
            var first = repeating.post("/api/auth/register", account(email)).expect(201);

            assertThat(repeating
                            .post("/api/auth/register", account(email))
                            .expect(201)
                            .text())
                    .isEqualTo(first.text());
        }
    }

    @Test
    void gets_its_verification_mail_again() {
        var email = "resent@example.com";
        register(email).expect(201);
        var first = client.awaitVerificationToken(email);

        client.post("/api/auth/verify-email/resend", "{\"email\":\"" + email + "\"}")
                .expect(200);

        var second = Eventually.awaitPresent(
                () -> Optional.of(client.awaitVerificationToken(email)).filter(token -> !token.equals(first)),
                () -> "no second mail");
        client.post("/api/auth/verify-email/confirm", "{\"token\":\"" + first + "\"}")
                .expect(400);
        client.post("/api/auth/verify-email/confirm", "{\"token\":\"" + second + "\"}")
                .expect(200);
    }

    @Test
    void is_managed_with_cookies() {
        var browser = verified("managed@example.com");

        assertThat(browser.patch("/api/auth/me", "{\"name\":\"Ada King\"}")
                        .expect(200)
                        .string("/user/name"))
                .isEqualTo("Ada King");
        assertThat(browser.get("/api/auth/verify-email/status").expect(200).text())
                .contains("\"email_verified\":true");
        browser.post("/api/auth/verify-email/request").expect(200);
        browser.post("/api/auth/change-email", "{\"email\":\"managed-moved@example.com\"}")
                .expect(202);
        confirm("managed-moved@example.com", "/api/auth/change-email/confirm");
        assertThat(browser.get("/api/auth/me").string("/user/email")).isEqualTo("managed-moved@example.com");
        assertThat(browser.delete("/api/auth/me").expect(200).headers().allValues("Set-Cookie"))
                .isNotEmpty()
                .allMatch(cookie -> cookie.contains("Max-Age=0"));
        browser.get("/api/auth/me").expect(401);
    }

    @Test
    void takes_a_change_of_address_back_on_either_api() {
        for (var api : new String[] {"/auth", "/api/auth"}) {
            var email = "changes" + api.replace('/', '-') + "@example.com";
            var moved = "moved-" + email;
            var browser = verified(email);
            browser.post("/api/auth/change-email", "{\"email\":\"cancelled-" + email + "\"}")
                    .expect(202);
            var cancel = client.awaitMail(email, CANCEL);
            use(api + "/change-email/cancel", cancel).expect(200);
            use(api + "/change-email/cancel", cancel).expect(200);
            browser.post("/api/auth/change-email", "{\"email\":\"" + moved + "\"}")
                    .expect(202);
            confirm(moved, api + "/change-email/confirm");
            var undo = client.awaitMail(email, UNDO);
            assertThat(use(api + "/change-email/undo", undo).expect(200).text()).contains("\"ok\":true");
            use(api + "/change-email/undo", "made up").expect(400);

            browser.get("/api/auth/me").expect(401);
        }
    }

    private void confirm(String newEmail, String path) {
        use(path, client.awaitMail(newEmail, TO_NEW)).expect(200);
    }

    private Response use(String path, String token) {
        return client.post(path, "{\"token\":\"" + token + "\"}");
    }

    private ServiceClient verified(String email) {
        register(email).expect(201);
        client.get("/api/auth/verify-email?token=" + client.awaitVerificationToken(email))
                .expect(302);
        return browser(email);
    }

    private Response register(String email) {
        return client.post("/api/auth/register", account(email));
    }

    private static String account(String email) {
        return "{\"email\":\"%s\",\"name\":\"Alice Chen\",\"password\":\"%s\"}".formatted(email, PASSWORD);
    }

    private Response logIn(String email) {
        return client.post("/api/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD));
    }

    private Response logInByToken(String email) {
        return client.post("/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD));
    }

    /** A client with the cookies of a log-in. */
    private ServiceClient browser(String email) {
        var cookies = new ArrayList<String>();
        logIn(email)
                .expect(200)
                .headers()
                .allValues("Set-Cookie")
                .forEach(cookie -> cookies.add(cookie.replaceAll(";.*", "")));
        var csrf = cookies.stream()
                .filter(cookie -> cookie.startsWith("csrf_token="))
                .map(cookie -> cookie.substring("csrf_token=".length()))
                .collect(Collectors.joining());
        return client.with("Cookie", String.join("; ", cookies)).with("X-CSRF-Token", csrf);
    }
}
