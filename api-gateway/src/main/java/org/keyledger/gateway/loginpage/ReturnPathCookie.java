package org.keyledger.gateway.loginpage;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.time.Duration;
import org.keyledger.gateway.cookie.HostCookie;
import org.keyledger.gateway.page.ReturnPath;
import org.keyledger.gateway.problem.PublicSettings;

/** Where a log-in goes on that continues with a mailed link: the link itself names no path. */
final class ReturnPathCookie {

    private static final Duration LIFETIME = Duration.ofMinutes(10);

    private final HostCookie cookie;

    ReturnPathCookie(PublicSettings settings) {
        this.cookie = HostCookie.of("keyledger_next", settings);
    }

    /** Does nothing for the default path. */
    void write(HttpServletResponse response, ReturnPath path) {
        path.path().ifPresent(text -> cookie.write(response, URLEncoder.encode(text, UTF_8), LIFETIME));
    }

    /** The path of the cookie, and removes it; the default without one. */
    ReturnPath take(HttpServletRequest request, HttpServletResponse response) {
        var values = cookie.values(request);
        if (values.isEmpty()) {
            return ReturnPath.DEFAULT;
        }
        cookie.clear(response);
        try {
            return ReturnPath.parse(URLDecoder.decode(values.get(0), UTF_8));
        } catch (IllegalArgumentException e) {
            return ReturnPath.DEFAULT;
        }
    }
}
