package org.keyledger.gateway.cookie;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.keyledger.gateway.problem.PublicSettings;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * A cookie that scripts cannot read and that is sent to every path. With an https {@code PUBLIC_URL} it is {@code Secure}
 * and its name begins with {@code __Host-}, so that browsers accept it from this host alone (RFC 6265bis, section
 * 4.1.3.2).
 */
public final class HostCookie {

    /** A browser keeps the cookie until it is closed. */
    public static final Duration UNTIL_CLOSED = Duration.ofSeconds(-1);

    private final String name;
    private final boolean secure;
    private final String sameSite;

    private HostCookie(String name, boolean secure, String sameSite) {
        this.name = name;
        this.secure = secure;
        this.sameSite = sameSite;
    }

    /** @param name without the prefix */
    public static HostCookie of(String name, PublicSettings settings) {
        return new HostCookie(prefixed(name, settings), settings.secure(), "Lax");
    }

    /** A cookie that is also sent with a form of another site, which browsers do for secure cookies only. */
    public static HostCookie acrossSites(String name, PublicSettings settings) {
        return new HostCookie(prefixed(name, settings), true, "None");
    }

    private static String prefixed(String name, PublicSettings settings) {
        return settings.secure() ? "__Host-" + name : name;
    }

    /** The name with its prefix. */
    public String name() {
        return name;
    }

    public void write(HttpServletResponse response, String value, Duration maxAge) {
        var cookie = ResponseCookie.from(name, value)
                .path("/")
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(secure)
                .sameSite(sameSite)
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    /** Removes the cookie from the browser. */
    public void clear(HttpServletResponse response) {
        write(response, "", Duration.ZERO);
    }

    /** The values of the request that are not empty; without the prefix another host of the same site may add some. */
    public List<String> values(HttpServletRequest request) {
        var cookies = request.getCookies();
        return cookies == null
                ? List.of()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(name))
                        .flatMap(cookie -> Stream.ofNullable(cookie.getValue()))
                        .filter(value -> !value.isEmpty())
                        .toList();
    }
}
