package org.keyledger.server.endtoend;

import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** The cookies that a log-in through the browser API has set. */
record SessionCookieHeaders(Map<String, String> cookies) {

    static SessionCookieHeaders of(HttpHeaders response) {
        var cookies = response.allValues("Set-Cookie").stream()
                .map(cookie -> cookie.split(";")[0].split("=", 2))
                .collect(Collectors.toMap(cookie -> cookie[0], cookie -> cookie[1]));
        if (!cookies.containsKey("session")) {
            throw new AssertionError("no session cookie in " + response);
        }
        return new SessionCookieHeaders(cookies);
    }

    /** The value of the header {@code Cookie}. */
    String cookie() {
        return cookies.entrySet().stream()
                .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
    }

    /** The value of the header {@code X-CSRF-Token}. */
    String csrfToken() {
        return cookies.getOrDefault("csrf_token", "");
    }

    /** The session id, which is the beginning of the cookie. */
    UUID session() {
        var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cookies.get("session")));
        return new UUID(bytes.getLong(), bytes.getLong());
    }
}
