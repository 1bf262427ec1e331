package org.keyledger.gateway.user;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keyledger.gateway.cookie.HostCookie;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.login.LoginCommand.RequestMagicLink;
import org.keyledger.kernel.mail.MagicLinkToken;
import org.keyledger.kernel.mail.MagicLinkToken.Purpose;
import org.keyledger.kernel.user.MailRequestId;

/**
 * The cookie {@code magic}, which binds magic links to the browser that requested them: the browser tokens of the last
 * requests, the newest first, separated by dots. Several, because a request above the limit of mails must leave the earlier
 * link usable. Alone it authenticates nobody.
 */
public final class MagicLinkCookie {

    private static final int MAX_REQUESTS = 5;

    private final HostCookie cookie;
    private final ServiceKeys keys;

    MagicLinkCookie(ServiceKeys keys, PublicSettings settings) {
        this.cookie = HostCookie.of("magic", settings);
        this.keys = keys;
    }

    /** Adds a request to those of the browser. */
    public void add(HttpServletRequest request, HttpServletResponse response, MailRequestId added) {
        var value = Stream.concat(Stream.of(added), read(request).stream())
                .distinct()
                .limit(MAX_REQUESTS)
                .map(it -> MagicLinkToken.create(keys.key(ServiceKeys.Purpose.LINK), Purpose.MAGIC_BROWSER, it)
                        .encoded())
                .collect(Collectors.joining("."));
        cookie.write(response, value, RequestMagicLink.LIFETIME);
    }

    public void clear(HttpServletResponse response) {
        cookie.clear(response);
    }

    /** The links that the browser has requested, the newest first. */
    public List<MailRequestId> read(HttpServletRequest request) {
        return cookie.values(request).stream()
                .flatMap(value -> Stream.of(value.split("\\.", MAX_REQUESTS + 1)))
                .limit(MAX_REQUESTS)
                .flatMap(text ->
                        MagicLinkToken.verify(keys.key(ServiceKeys.Purpose.LINK), Purpose.MAGIC_BROWSER, text).stream())
                .map(MagicLinkToken::request)
                .toList();
    }
}
