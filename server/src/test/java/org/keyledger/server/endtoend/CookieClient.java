package org.keyledger.server.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.stream.Stream;

/** An HTTP client with a cookie store, as {@code requests.Session} of Python. */
final class CookieClient {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final String base;
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http;
    private final String address =
            "10.%d.%d.%d".formatted(RANDOM.nextInt(256), RANDOM.nextInt(256), RANDOM.nextInt(256));

    CookieClient(String base) {
        this.base = base;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .cookieHandler(cookies)
                .build();
    }

    /** A client of the shared service that has logged in to a new account with a verified address. */
    static CookieClient loggedIn(String email) {
        var client = SharedService.client();
        client.signUp(email).expect(201);
        client.post("/auth/verify-email/confirm", "{\"token\":\"%s\"}".formatted(client.awaitVerificationToken(email)))
                .expect(200);
        var browser = new CookieClient(client.base());
        if (browser.logIn(email).statusCode() != 200) {
            throw new AssertionError("log-in failed");
        }
        return browser;
    }

    HttpResponse<String> logIn(String email) {
        return post(
                "/api/auth/login",
                "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, ServiceClient.PASSWORD),
                "Content-Type",
                "application/json");
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    /** With the CSRF token, as the pages of an application send it. */
    HttpResponse<String> post(String path) {
        return post(path, "", "X-CSRF-Token", cookie("csrf_token"));
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(Duration.ofSeconds(60))
                .header("X-Forwarded-For", address)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Empty if there is no such cookie. */
    String cookie(String name) {
        return stored().filter(cookie -> cookie.getName().equals(name))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    private Stream<HttpCookie> stored() {
        return cookies.getCookieStore().getCookies().stream();
    }

    /** Another client with the same cookies. */
    CookieClient copy() {
        var copy = new CookieClient(base);
        stored().forEach(cookie -> copy.cookies.getCookieStore().add(URI.create(base + cookie.getPath()), cookie));
        return copy;
    }
}
