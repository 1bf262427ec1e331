package org.keyledger.gateway.browser;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyledger.gateway.GatewayClient;
import org.keyledger.gateway.GatewayClient.Response;

/** A browser: keeps the cookies of responses and sends them. */
final class Browser {

    private final GatewayClient client;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Browser(GatewayClient client) {
        this.client = client;
    }

    Response logIn(String email) {
        return post("/api/auth/login", Map.of("email", email, "password", GatewayClient.PASSWORD));
    }

    Response get(String path, String... headers) {
        return kept(client.get(path, with(headers)));
    }

    Response post(String path, Map<String, ?> body, String... headers) {
        return kept(client.post(path, body, with(headers)));
    }

    Response post(String path, String... headers) {
        return kept(client.post(path, with(headers)));
    }

    Response delete(String path, String... headers) {
        return kept(client.send("DELETE", path, null, with(headers)));
    }

    String[] csrf() {
        return new String[] {"X-CSRF-Token", cookie("csrf_token")};
    }

    String cookie(String name) {
        return cookies.getOrDefault(name, "");
    }

    void plant(String name, String value) {
        cookies.put(name, value);
    }

    void delete() {
        cookies.clear();
    }

    Browser copy() {
        var copy = new Browser(client);
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
