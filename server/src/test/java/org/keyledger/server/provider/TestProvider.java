package org.keyledger.server.provider;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.PlainClientSecret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.pkce.CodeChallenge;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A small provider of OpenID Connect on a loopback address, for tests and for trying the service out. Everybody who fills
 * in its log-in page is logged in. It checks the client secret, the redirect URI of the code and PKCE, and can be told to lie. Under
 * {@code /login/oauth} and {@code /user} it answers as GitHub does.
 */
public final class TestProvider implements AutoCloseable {

    public static final String CLIENT_ID = "keyledger";
    public static final String CLIENT_SECRET = "a secret of thirty-two characters or more";

    private final HttpServer server;
    private final String issuer;
    private final ECKey key;
    private final ECKey otherKey;
    private final Map<String, IssuedCode> codes = new ConcurrentHashMap<>();
    private final Map<String, Person> accessTokens = new ConcurrentHashMap<>();
    private final AtomicInteger calls = new AtomicInteger();
    private volatile Lie lie = Lie.NONE;

    /** A code that can be exchanged once. */
    private record IssuedCode(Person person, URI redirectUri, String challenge, String nonce) {}

    private TestProvider(HttpServer server, ECKey key, ECKey otherKey) {
        this.server = server;
        this.issuer = "http://localhost:" + server.getAddress().getPort();
        this.key = key;
        this.otherKey = otherKey;
    }

    /** Runs a provider: {@code TestProvider <port>}. */
    public static void main(String[] arguments) {
        var provider = start(Integer.parseInt(arguments[0]));
        System.out.printf("Issuer %s, client id %s, client secret %s%n", provider.issuer(), CLIENT_ID, CLIENT_SECRET);
    }

    /** @param port 0 for a free one */
    public static TestProvider start(int port) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            server.setExecutor(Executors.newCachedThreadPool(task -> {
                var thread = new Thread(task, "test provider");
                thread.setDaemon(true);
                return thread;
            }));
            var provider = new TestProvider(
                    server,
                    new ECKeyGenerator(Curve.P_256).keyID("first").generate(),
                    new ECKeyGenerator(Curve.P_256).keyID("first").generate());
            provider.register();
            server.start();
            return provider;
        } catch (IOException | JOSEException e) {
            throw new IllegalStateException("Could not start test provider at port " + port, e);
        }
    }

    private void register() {
        json("/.well-known/openid-configuration", exchange -> metadata());
        json("/jwks", exchange -> new JWKSet(key.toPublicJWK()).toJSONObject());
        json("/token", exchange -> token(exchange, true));
        json("/login/oauth/access_token", exchange -> token(exchange, false));
        json("/user", exchange -> gitHubUser(person(exchange)));
        server.createContext("/user/emails", exchange -> {
            var person = person(exchange);
            send(
                    exchange,
                    200,
                    "application/json",
                    "[{\"email\":\"other@example.net\",\"primary\":false,\"verified\":true},{\"email\":\"%s\",\"primary\":true,\"verified\":%s}]"
                            .formatted(person.email(), person.emailVerified()));
        });
        server.createContext("/authorize", this::authorize);
        server.createContext("/login/oauth/authorize", this::authorize);
    }

    public String issuer() {
        return issuer;
    }

    /** How many calls the service has made so far, except those of browsers. */
    public int calls() {
        return calls.get();
    }

    public void tell(Lie other) {
        lie = other;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** The page to which this provider redirects the browser after the log-in of the person. */
    public String logIn(String authorizationUrl, Person person) {
        var request = URI.create(authorizationUrl);
        var parameters = URLUtils.parseParameters(request.getRawQuery());
        return first(parameters, "redirect_uri") + "?" + response(parameters, person);
    }

    /** The body of the form that the browser posts after the log-in of the person, for the response mode {@code form_post}. */
    public String logInByForm(String authorizationUrl, Person person) {
        return response(URLUtils.parseParameters(URI.create(authorizationUrl).getRawQuery()), person);
    }

    private String response(Map<String, List<String>> parameters, Person person) {
        var code = UUID.randomUUID().toString();
        codes.put(
                code,
                new IssuedCode(
                        person,
                        URI.create(first(parameters, "redirect_uri")),
                        first(parameters, "code_challenge"),
                        parameters.containsKey("nonce") ? first(parameters, "nonce") : ""));
        var response = new LinkedHashMap<String, List<String>>();
        response.put("code", List.of(code));
        response.put("state", List.of(first(parameters, "state")));
        if (lie != Lie.NO_ISSUER_PARAMETER) {
            response.put("iss", List.of(lie == Lie.OTHER_ISSUER_PARAMETER ? "https://other.example" : issuer));
        }
        return URLUtils.serializeParameters(response);
    }

    private static String first(Map<String, List<String>> parameters, String name) {
        return parameters.get(name).get(0);
    }

    private Map<String, Object> metadata() {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("issuer", issuer);
        metadata.put("authorization_endpoint", issuer + "/authorize");
        metadata.put("token_endpoint", issuer + "/token");
        metadata.put("jwks_uri", issuer + "/jwks");
        metadata.put("response_types_supported", List.of("code"));
        metadata.put("subject_types_supported", List.of("public"));
        metadata.put("id_token_signing_alg_values_supported", List.of("ES256"));
        metadata.put("code_challenge_methods_supported", List.of("S256"));
        metadata.put("authorization_response_iss_parameter_supported", true);
        return metadata;
    }

    private Map<String, Object> token(HttpExchange exchange, boolean withIdToken) throws IOException {
        try {
            var request = TokenRequest.parse(toRequest(exchange));
            var grant = (AuthorizationCodeGrant) request.getAuthorizationGrant();
            var issued = codes.remove(grant.getAuthorizationCode().getValue());
            var challenge = CodeChallenge.compute(CodeChallengeMethod.S256, grant.getCodeVerifier());
            if (issued == null
                    || !issued.challenge().equals(challenge.getValue())
                    || !issued.redirectUri().equals(grant.getRedirectionURI())
                    || !isClient(request.getClientAuthentication())) {
                return Map.of("error", "invalid_grant");
            }
            var accessToken = UUID.randomUUID().toString();
            accessTokens.put(accessToken, issued.person());
            var response = new LinkedHashMap<String, Object>();
            response.put("access_token", accessToken);
            response.put("token_type", "Bearer");
            if (withIdToken && lie != Lie.NO_ID_TOKEN) {
                response.put(
                        "id_token",
                        new TestIdToken(issuer, key, otherKey).create(issued.person(), issued.nonce(), lie));
            }
            if (lie == Lie.HUGE_TOKEN_RESPONSE) {
                response.put("padding", "x".repeat(1_000_000));
            }
            return response;
        } catch (ParseException e) {
            return Map.of("error", "invalid_request");
        }
    }

    /** Any secret that Apple's clients make is accepted: its signature is checked elsewhere. */
    private static boolean isClient(ClientAuthentication authentication) {
        return authentication instanceof PlainClientSecret plain
                && (plain.getClientSecret().getValue().equals(CLIENT_SECRET)
                        || plain.getClientSecret().getValue().split("\\.").length == 3);
    }

    private static HTTPRequest toRequest(HttpExchange exchange) throws IOException {
        var request = new HTTPRequest(HTTPRequest.Method.POST, URI.create("http://localhost/token"));
        exchange.getRequestHeaders().forEach((name, values) -> request.setHeader(name, values.get(0)));
        request.setBody(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        return request;
    }

    private Person person(HttpExchange exchange) {
        var token = exchange.getRequestHeaders().getFirst("Authorization").substring("Bearer ".length());
        return accessTokens.get(token);
    }

    private static Map<String, Object> gitHubUser(Person person) {
        return Map.of("id", Long.parseLong(person.subject()), "login", "octocat", "name", person.name());
    }

    /** The log-in page: shows the form, and redirects when it is sent. */
    private void authorize(HttpExchange exchange) throws IOException {
        var query = URLUtils.parseParameters(exchange.getRequestURI().getRawQuery());
        if (query.containsKey("email")) {
            var email = first(query, "email");
            var person = new Person(
                    Integer.toString(email.hashCode() & Integer.MAX_VALUE),
                    email,
                    query.containsKey("verified"),
                    first(query, "name"));
            exchange.getResponseHeaders()
                    .set("Location", logIn(exchange.getRequestURI().toString(), person));
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
            return;
        }
        var hidden = new StringBuilder();
        query.forEach((name, values) -> hidden.append(
                "<input type=\"hidden\" name=\"%s\" value=\"%s\">".formatted(escape(name), escape(values.get(0)))));
        send(exchange, 200, "text/html;charset=UTF-8", """
            <!DOCTYPE html><html lang="en"><title>Test provider</title><link rel="icon" href="data:,"><h1>Test provider</h1>
            <form method="get">%s
            <p><label>Email address <input name="email" type="email" required></label></p>
            <p><label>Name <input name="name" value="Ada Lovelace"></label></p>
            <p><label><input name="verified" type="checkbox" checked> The address is verified</label></p>
            <button>Log in</button></form></html>
            """.formatted(hidden));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }

    /** Answers a call. */
    private interface Answer {
        Map<String, Object> to(HttpExchange exchange) throws IOException;
    }

    private void json(String path, Answer answer) {
        server.createContext(path, exchange -> {
            calls.incrementAndGet();
            var body = answer.to(exchange);
            send(
                    exchange,
                    body.containsKey("error") ? 400 : 200,
                    "application/json",
                    JSONObjectUtils.toJSONString(body));
        });
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        try (var stream = exchange.getResponseBody()) {
            stream.write(bytes);
        }
    }
}
