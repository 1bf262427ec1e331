package org.keyledger.gateway;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyledger.gateway.GatewayClient.Response;

/** A client like a browser: keeps the cookies of responses and sends them. */
public final class BrowserClient {

    private final GatewayClient client;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    public BrowserClient(GatewayClient client) {
        this.client = client;
    }

    public Response logIn(String email) {
        return post("/api/auth/login", Map.of("email", email, "password", GatewayClient.PASSWORD));
    }

    public Response get(String path, String... headers) {
        return kept(client.get(path, with(headers)));
    }

    public Response post(String path, Map<String, ?> body, String... headers) {
        return kept(client.post(path, body, with(headers)));
    }

    public Response post(String path, String... headers) {
        return kept(client.post(path, with(headers)));
    }

    public Response send(String method, String path, String body, String... headers) {
        return kept(client.send(method, path, body, with(headers)));
    }

    /** Submits the form of a page that was shown. */
    public Response form(Response page, String path, String fields) {
        return send(
                "POST",
                path,
                fields + "&csrf_token=" + GatewayClient.csrfToken(page),
                "Content-Type",
                "application/x-www-form-urlencoded");
    }

    public Response delete(String path, String... headers) {
        return kept(client.send("DELETE", path, null, with(headers)));
    }

    public String[] csrf() {
        return new String[] {"X-CSRF-Token", cookie("csrf_token")};
    }

    public String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    public void plant(String name, String value) {
        cookies.put(name, value);
    }

    public BrowserClient copy() {
        var copy = new BrowserClient(client);
        copy.cookies.putAll(cookies);
        return copy;
    }

    private String[] with(String... headers) {
        if (cookies.isEmpty()) {
            return headers;
        }
        var header = cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return Stream.concat(Stream.of(headers), Stream.of("Cookie", header)).toArray(String[]::new);
    }

    private Response kept(Response response) {
        for (var cookie : response.httpResponse().headers().allValues("Set-Cookie")) {
            var name = cookie.substring(0, cookie.indexOf('='));
            if (cookie.contains("Max-Age=0")) {
                cookies.remove(name);
            } else {
                cookies.put(name, cookie.replaceAll("^[^=]+=|;.*", ""));
            }
        }
        return response;
    }
}
