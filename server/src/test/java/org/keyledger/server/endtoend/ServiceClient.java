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
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that uses the service over HTTP only. */
final class ServiceClient {

    static final String PASSWORD = "correct horse battery";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern VERIFICATION = Pattern.compile("verify-email\\?token=([A-Za-z0-9_-]+)");
    private static final Pattern RESET = Pattern.compile("reset-password\\?token=([A-Za-z0-9_-]+)");
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    private static final String FORWARDED_FOR = "X-Forwarded-For";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String base;
    private final List<String> headers;

    /** A new client with its own IP address, because rate limits are on and the tests represent many clients. */
    ServiceClient(String base) {
        this(base, List.of(FORWARDED_FOR, randomAddress()));
    }

    private static String randomAddress() {
        return "10.%d.%d.%d".formatted(RANDOM.nextInt(256), RANDOM.nextInt(256), RANDOM.nextInt(256));
    }

    private ServiceClient(String base, List<String> headers) {
        this.base = base;
        this.headers = headers;
    }

    /** A response; without a body unless it is JSON. */
    record Response(int status, JsonNode body, String text, HttpHeaders headers) {

        String string(String pointer) {
            return body.at(pointer).asString();
        }

        Response expect(int expected) {
            if (status != expected) {
                throw new AssertionError("not " + expected + " but " + status + ": " + text);
            }
            return this;
        }
    }

    ServiceClient with(String name, String value) {
        return new ServiceClient(
                base, Stream.concat(headers.stream(), Stream.of(name, value)).toList());
    }

    /** A client on the machine of the service. */
    ServiceClient fromLoopback() {
        return new ServiceClient(base, List.of());
    }

    /** The same client with another IP address. */
    ServiceClient from(String address) {
        return new ServiceClient(
                base,
                Stream.concat(
                                Stream.of(FORWARDED_FOR, address),
                                headers.stream().skip(2))
                        .toList());
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

    Response form(String path, String form) {
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

    Response createKey(String label) {
        return post("/customer/keys", "{\"label\":\"%s\"}".formatted(label));
    }

    int check(String apiKey) {
        return key(apiKey).get("/auth/check").status();
    }

    /** The text of the newest mail to this address whose subject contains these words. */
    String awaitMail(String email, String subject) {
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            for (var mail : fromLoopback().get("/mailbox").expect(200).body()) {
                if (mail.at("/to").asString().equals(email)
                        && mail.at("/subject").asString().contains(subject)) {
                    return mail.at("/text").asString();
                }
            }
            ServiceProcess.sleep(100);
        }
        throw new AssertionError("no mail to " + email + " about " + subject);
    }

    /** The token of the link in such a mail. */
    String awaitVerificationToken(String email, String subject) {
        var found = VERIFICATION.matcher(awaitMail(email, subject));
        if (!found.find()) {
            throw new AssertionError("no link in the mail to " + email);
        }
        return found.group(1);
    }

    /** The token of the newest link to this address that verifies it. */
    String awaitVerificationToken(String email) {
        return awaitMail(email, VERIFICATION);
    }

    /** The tokens of the links that verify these addresses, in any order; reads the whole mailbox. */
    Collection<String> awaitVerificationTokens(Collection<String> emails) {
        var tokens = new HashMap<String, String>();
        var end = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        while (tokens.size() < emails.size()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("mails to " + tokens.size() + " of " + emails);
            }
            ServiceProcess.sleep(100);
            for (var mail : fromLoopback().get("/mailbox").expect(200).body()) {
                var found = VERIFICATION.matcher(mail.at("/text").asString());
                if (emails.contains(mail.at("/to").asString()) && found.find()) {
                    tokens.put(mail.at("/to").asString(), found.group(1));
                }
            }
        }
        return tokens.values();
    }

    /** The token of the newest link to this address that sets a new password. */
    String awaitResetToken(String email) {
        return awaitMail(email, RESET);
    }

    /** The group of the pattern in the newest mail to this address that matches it. */
    String awaitMail(String email, Pattern wanted) {
        var end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            for (var mail : fromLoopback().get("/mailbox").expect(200).body()) {
                var found = wanted.matcher(mail.at("/subject").asString() + "\n\n"
                        + mail.at("/text").asString());
                if (mail.at("/to").asString().equals(email) && found.find()) {
                    return found.group(1);
                }
            }
            ServiceProcess.sleep(100);
        }
        throw new AssertionError("no mail to " + email);
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
