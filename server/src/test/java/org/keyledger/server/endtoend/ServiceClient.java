package org.keyledger.server.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keyledger.ledger.Eventually;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that uses the service only over HTTP. */
final class ServiceClient {

    static final String PASSWORD = "correct horse battery";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern CSRF_TOKEN = Pattern.compile("name=\"csrf_token\" value=\"([^\"]+)\"");
    private static final Pattern VERIFICATION = Pattern.compile("(?:verify|change)-email\\?token=([A-Za-z0-9_-]+)");
    private static final Pattern RESET = Pattern.compile("reset-password\\?token=([A-Za-z0-9_-]+)");
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** Names the address of a client; the service trusts it from a local proxy. */
    static final String FORWARDED_FOR = "X-Forwarded-For";

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String base;
    private final String management;
    private final List<String> headers;

    /** A client with an address of its own, because rate limits are on and the tests act as many users. */
    ServiceClient(String base) {
        this(base, base);
    }

    /** @param management base URL of the management listener */
    ServiceClient(String base, String management) {
        this(base, management, List.of(FORWARDED_FOR, randomAddress()));
    }

    static String randomAddress() {
        return "10.%d.%d.%d".formatted(RANDOM.nextInt(256), RANDOM.nextInt(256), RANDOM.nextInt(256));
    }

    private ServiceClient(String base, String management, List<String> headers) {
        this.base = base;
        this.management = management;
        this.headers = headers;
    }

    /** A response; {@code body} is empty if it is not JSON. */
    record Response(int status, JsonNode body, String text, HttpHeaders headers) {

        String string(String pointer) {
            return body.at(pointer).asString();
        }

        Response expect(int expected) {
            if (status != expected) {
                throw new AssertionError("Expected status " + expected + ", was " + status + ": " + text);
            }
            return this;
        }
    }

    ServiceClient with(String name, String value) {
        return new ServiceClient(
                base,
                management,
                Stream.concat(headers.stream(), Stream.of(name, value)).toList());
    }

    /** A client of the management listener. */
    ServiceClient management() {
        return new ServiceClient(management, management, List.of());
    }

    /** The same client with another address. */
    ServiceClient from(String address) {
        return new ServiceClient(
                base,
                management,
                Stream.concat(
                                Stream.of(FORWARDED_FOR, address),
                                headers.stream().skip(2))
                        .toList());
    }

    /** A client that sends the cookies and the CSRF token of a log-in through the browser API. */
    ServiceClient withCookiesOf(Response logIn) {
        var cookies = SessionCookieHeaders.of(logIn.headers());
        return with("Cookie", cookies.cookie()).with("X-CSRF-Token", cookies.csrfToken());
    }

    ServiceClient bearer(String token) {
        return with("Authorization", "Bearer " + token);
    }

    ServiceClient key(String apiKey) {
        return with("X-API-Key", apiKey);
    }

    Response get(String path) {
        return send(request(path).GET());
    }

    Response head(String path) {
        return send(request(path).method("HEAD", BodyPublishers.noBody()));
    }

    Response post(String path) {
        return send(request(path).POST(BodyPublishers.noBody()));
    }

    Response post(String path, String json) {
        return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    Response patch(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(json)));
    }

    Response delete(String path) {
        return send(request(path).DELETE());
    }

    Response delete(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("DELETE", BodyPublishers.ofString(json)));
    }

    /** Submits the form of a page with the cookie and the CSRF token of a page that was shown before. */
    Response form(String path, String form) {
        var page = get("/forgot-password").expect(200);
        var client = page.headers()
                .firstValue("Set-Cookie")
                .map(cookie -> with("Cookie", cookie.replaceAll(";.*", "")))
                .orElse(this);
        return client.formWithoutToken(path, form + "&csrf_token=" + csrfToken(page.text()));
    }

    /** The CSRF token of the forms of a page. */
    static String csrfToken(String html) {
        return find(CSRF_TOKEN, html).orElseThrow(() -> new AssertionError("The page has no form: " + html));
    }

    Response formWithoutToken(String path, String form) {
        return send(request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
    }

    Response refresh(String token) {
        return post("/auth/refresh", "{\"refresh_token\":\"%s\"}".formatted(token));
    }

    Response signUp(String email) {
        return post("/auth/signup", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD));
    }

    Response logIn(String email) {
        return post("/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD));
    }

    Response browserLogIn(String email) {
        return post("/api/auth/login", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, PASSWORD));
    }

    Response createKey(String label) {
        return post("/customer/keys", "{\"label\":\"%s\"}".formatted(label));
    }

    int check(String apiKey) {
        return key(apiKey).get("/auth/check").status();
    }

    /** The text of the newest mail to this address whose subject contains this. */
    String awaitMail(String email, String subject) {
        return awaitMail(
                email,
                mail -> Optional.of(mail.at("/text").asString())
                        .filter(text -> mail.at("/subject").asString().contains(subject)));
    }

    /** Applies the function to the mails to this address, newest first, until it returns a value. */
    private String awaitMail(String email, Function<JsonNode, Optional<String>> find) {
        return Eventually.awaitPresent(
                () -> mailbox()
                        .filter(mail -> mail.at("/to").asString().equals(email))
                        .flatMap(mail -> find.apply(mail).stream())
                        .findFirst(),
                () -> "mails to " + email + ": "
                        + mailbox()
                                .filter(mail -> mail.at("/to").asString().equals(email))
                                .toList());
    }

    /** All mails, the newest first. */
    private Stream<JsonNode> mailbox() {
        return management().get("/mailbox").expect(200).body().valueStream();
    }

    /** The token of the verification link in that mail. */
    String awaitVerificationToken(String email, String subject) {
        var found = VERIFICATION.matcher(awaitMail(email, subject));
        if (!found.find()) {
            throw new AssertionError("No link in the mail to " + email);
        }
        return found.group(1);
    }

    /** The token of the newest verification link mailed to this address. */
    String awaitVerificationToken(String email) {
        return awaitMail(email, VERIFICATION);
    }

    /** The tokens of the verification links mailed to these addresses, in any order; reads the mailbox as a whole. */
    Collection<String> awaitVerificationTokens(Collection<String> emails) {
        var tokens = new HashMap<String, String>();
        Eventually.awaitTrue(
                () -> {
                    mailbox()
                            .filter(mail -> emails.contains(mail.at("/to").asString()))
                            .forEach(mail -> find(VERIFICATION, mail.at("/text").asString())
                                    .ifPresent(
                                            token -> tokens.put(mail.at("/to").asString(), token)));
                    return tokens.size() == emails.size();
                },
                Duration.ofMinutes(2),
                () -> "mails to " + tokens.size() + " of " + emails);
        return tokens.values();
    }

    /** The token of the newest password reset link mailed to this address. */
    String awaitResetToken(String email) {
        return awaitMail(email, RESET);
    }

    /** The pattern's group in the newest mail to this address that matches it. */
    String awaitMail(String email, Pattern wanted) {
        return awaitMail(
                email,
                mail -> find(
                        wanted,
                        mail.at("/subject").asString() + "\n\n"
                                + mail.at("/text").asString()));
    }

    private static Optional<String> find(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    String base() {
        return base;
    }

    private HttpRequest.Builder request(String path) {
        var all = new ArrayList<>(headers);
        all.addAll(List.of("Accept", "application/json"));
        return HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .headers(all.toArray(String[]::new));
    }

    private static Response send(HttpRequest.Builder request) {
        try {
            var response = HTTP.send(request.build(), BodyHandlers.ofString());
            var isJson = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            var body = isJson && !response.body().isEmpty() ? JSON.readTree(response.body()) : JSON.createObjectNode();
            return new Response(response.statusCode(), body, response.body(), response.headers());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
