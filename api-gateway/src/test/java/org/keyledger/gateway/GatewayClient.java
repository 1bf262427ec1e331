package org.keyledger.gateway;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP client of the gateway under test, over TCP. */
public final class GatewayClient {

    public static final String PASSWORD = "your-secure-password";
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private static final Pattern CSRF_TOKEN = Pattern.compile("name=\"csrf_token\" value=\"([^\"]+)\"");
    private static final AtomicInteger ACCOUNTS = new AtomicInteger();
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port;

    GatewayClient(int port) {
        this.port = port;
    }

    /** A response; {@code json} is the JSON null if the body is no JSON. */
    public record Response(int status, HttpResponse<String> httpResponse, JsonNode json) {

        public String header(String name) {
            return httpResponse.headers().firstValue(name).orElse("");
        }

        public String text(String pointer) {
            return json.at(pointer).asString();
        }

        /** The last part of the problem's type. */
        public String problem() {
            var type = text("/type");
            return type.substring(type.lastIndexOf('/') + 1);
        }
    }

    /** An account that was signed up. */
    public record Account(String email, String token, String apiKey, String tenant, JsonNode json) {
        public String[] bearer() {
            return new String[] {"Authorization", "Bearer " + token};
        }
    }

    public Account signUp() {
        var email = "someone" + ACCOUNTS.incrementAndGet() + "@example.com";
        var answer = post("/auth/signup", Map.of("email", email, "password", PASSWORD));
        return new Account(
                email, answer.text("/token"), answer.text("/api_key"), answer.text("/tenant_id"), answer.json());
    }

    public Response get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** As {@code curl -X POST}: no body, no content type. */
    public Response post(String path, String... headers) {
        return send("POST", path, null, headers);
    }

    public Response post(String path, Map<String, ?> body, String... headers) {
        return postRaw(path, JSON.writeValueAsString(body), headers);
    }

    public Response postRaw(String path, String body, String... headers) {
        var all = new String[headers.length + 2];
        System.arraycopy(headers, 0, all, 0, headers.length);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/json";
        return send("POST", path, body, all);
    }

    /** Submits the form of a page with the cookie and the CSRF token of a page that was shown before. */
    public Response form(String path, String fields, String... headers) {
        var page = get("/forgot-password", headers);
        var cookie = page.header("Set-Cookie").replaceAll(";.*", "");
        var all = Stream.concat(
                        Stream.of(headers),
                        Stream.of("Content-Type", "application/x-www-form-urlencoded", "Cookie", cookie))
                .toArray(String[]::new);
        return send("POST", path, fields + "&csrf_token=" + csrfToken(page), all);
    }

    /** The CSRF token of the forms of a page. */
    public static String csrfToken(Response page) {
        var field = CSRF_TOKEN.matcher(page.httpResponse().body());
        if (!field.find()) {
            throw new IllegalArgumentException("The page has no form");
        }
        return field.group(1);
    }

    public Response send(String method, String path, String body, String... headers) {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, publisher);
        if (headers.length > 0) {
            request.headers(headers);
        }
        if (!List.of(headers).contains("X-Forwarded-For")) {
            request.header("X-Forwarded-For", nextClientAddress());
        }
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            var isJson = response.headers()
                    .firstValue("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            return new Response(response.statusCode(), response, JSON.readTree(isJson ? response.body() : "null"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Another address for each request, so that rate limits do not affect tests that do not set one. */
    private static String nextClientAddress() {
        var number = ADDRESSES.incrementAndGet();
        return "10." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    /** Sends the bytes unchanged and reads until the server closes the connection or is silent for 20 s. */
    public String sendRaw(String bytes) {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
