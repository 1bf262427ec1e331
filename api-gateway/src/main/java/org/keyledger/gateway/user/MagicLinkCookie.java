package org.keyledger.gateway.user;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.login.LoginCommand.RequestMagicLink;
import org.keyledger.kernel.mail.MagicLinkToken;
import org.keyledger.kernel.mail.MagicLinkToken.Purpose;
import org.keyledger.kernel.user.MailRequestId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;

/**
 * The cookie {@code magic}, which binds magic links to the browser that requested them: the browser tokens of the last
 * requests, the newest first, separated by dots. Several, because a request above the limit of mails must leave the earlier
 * link usable. Alone it authenticates nobody.
 */
public final class MagicLinkCookie {

    private static final String NAME = "magic";
    private static final int MAX_REQUESTS = 5;

    private final ServiceKeys keys;
    private final PublicSettings settings;

    MagicLinkCookie(ServiceKeys keys, PublicSettings settings) {
        this.keys = keys;
        this.settings = settings;
    }

    /** The prefix makes browsers refuse the cookie from other hosts (RFC 6265bis, section 4.1.3.2). */
    private String name() {
        return settings.secure() ? "__Host-" + NAME : NAME;
    }

    /** Adds a request to those of the browser. */
    public void add(HttpServletRequest request, HttpServletResponse response, MailRequestId added) {
        var value = Stream.concat(Stream.of(added), read(request).stream())
                .distinct()
                .limit(MAX_REQUESTS)
                .map(it -> MagicLinkToken.create(keys.key(ServiceKeys.Purpose.LINK), Purpose.MAGIC_BROWSER, it)
                        .encoded())
                .collect(Collectors.joining("."));
        write(response, value, RequestMagicLink.LIFETIME);
    }

    public void clear(HttpServletResponse response) {
        write(response, "", Duration.ZERO);
    }

    private void write(HttpServletResponse response, String value, Duration maxAge) {
        var cookie = ResponseCookie.from(name(), value)
                .path("/")
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(settings.secure())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }

    /** The links that the browser has requested, the newest first. */
    public List<MailRequestId> read(HttpServletRequest request) {
        var cookies = request.getCookies();
        return cookies == null
                ? List.of()
                : Stream.of(cookies)
                        .filter(cookie -> cookie.getName().equals(name()))
                        .flatMap(cookie -> Stream.of(cookie.getValue().split("\\.", MAX_REQUESTS + 1)))
                        .limit(MAX_REQUESTS)
                        .flatMap(text ->
                                MagicLinkToken.verify(keys.key(ServiceKeys.Purpose.LINK), Purpose.MAGIC_BROWSER, text)
                                        .stream())
                        .map(MagicLinkToken::request)
                        .toList();
    }
}
