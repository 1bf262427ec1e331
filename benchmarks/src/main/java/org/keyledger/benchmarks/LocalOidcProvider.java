package org.keyledger.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A provider of OpenID Connect in this process, whose CPU is not counted: everybody is logged in. It signs with RS256, as
 * most providers do.
 */
final class LocalOidcProvider implements AutoCloseable {

    /** As it is configured at the service. */
    static final String NAME = "acme";

    private static final String CLIENT = "keyledger";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, Login> logins = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final RsaKeyPair keys;

    /** What a code stands for. */
    private record Login(String email, String nonce) {}

    private LocalOidcProvider(HttpServer server, RsaKeyPair keys) {
        this.server = server;
        this.keys = keys;
    }

    static LocalOidcProvider start() throws IOException {
        // otherwise a response waits 40 ms for an acknowledgement of its head
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        LocalOidcProvider provider = new LocalOidcProvider(server, RsaKeyPair.generate());
        server.setExecutor(provider.threads);
        server.createContext("/.well-known/openid-configuration", exchange -> send(exchange, provider.metadata()));
        server.createContext("/jwks", exchange -> send(exchange, provider.keySet()));
        server.createContext("/token", exchange -> send(exchange, provider.token(exchange)));
        server.start();
        return provider;
    }

    /** The settings of a service that uses this provider. */
    Map<String, String> settings() {
        return Map.of(
                "OAUTH_ACME_ISSUER",
                issuer(),
                "OAUTH_ACME_CLIENT_ID",
                CLIENT,
                "OAUTH_ACME_CLIENT_SECRET",
                "a secret of thirty-two characters or more");
    }

    private String issuer() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /**
     * Logs a person in.
     *
     * @param authorizationUrl to which the service has sent the browser
     * @return the query with which the browser returns to the service
     */
    String logIn(String authorizationUrl, String email) {
        String code = UUID.randomUUID().toString();
        logins.put(code, new Login(email, parameter(authorizationUrl, "nonce")));
        return "code=" + code + "&state=" + parameter(authorizationUrl, "state") + "&iss=" + issuer();
    }

    private static String parameter(String text, String name) {
        Matcher matcher = Pattern.compile("(?:^|[?&])" + name + "=([^&]*)").matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("no " + name + " in " + text);
        }
        return matcher.group(1);
    }

    private String metadata() {
        return """
            {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token",\
            "jwks_uri":"%1$s/jwks","response_types_supported":["code"],"subject_types_supported":["public"],\
            "id_token_signing_alg_values_supported":["RS256"],"code_challenge_methods_supported":["S256"],\
            "authorization_response_iss_parameter_supported":true}\
            """.formatted(issuer());
    }

    private String keySet() {
        return "{\"keys\":[" + keys.jwk("first") + "]}";
    }

    private String token(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Login login = Objects.requireNonNull(logins.remove(parameter(body, "code")), "unknown code");
        return "{\"access_token\":\"%s\",\"token_type\":\"Bearer\",\"id_token\":\"%s\"}"
                .formatted(UUID.randomUUID(), idToken(login));
    }

    private String idToken(Login login) {
        long now = System.currentTimeMillis() / 1000;
        String claims = "{\"iss\":\"%s\",\"aud\":\"%s\",\"sub\":\"%s\",\"email\":\"%s\",\"email_verified\":true,"
                        .formatted(issuer(), CLIENT, login.email(), login.email())
                + "\"nonce\":\"%s\",\"iat\":%d,\"exp\":%d}".formatted(login.nonce(), now, now + 300);
        String signed =
                encode("{\"alg\":\"RS256\",\"kid\":\"first\"}".getBytes(UTF_8)) + "." + encode(claims.getBytes(UTF_8));
        return signed + "." + keys.sign(signed.getBytes(US_ASCII));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void send(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
