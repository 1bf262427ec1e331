package org.keyledger.gateway.cookie;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keyledger.gateway.jwt.SessionTokenIssuer;
import org.keyledger.gateway.jwt.SignedRefreshToken;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.session.SessionId;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Sets, clears and reads the three cookies of a browser session: {@code session} and {@code refresh_token}, which
 * scripts cannot read, and {@code csrf_token}, which they send back as {@code X-CSRF-Token}. With an https
 * {@code PUBLIC_URL} they are {@code Secure} and the first is {@code __Host-session}, so that browsers accept it from
 * this host alone (RFC 6265bis, section 4.1.3.2).
 */
public final class SessionCookies {

    /** The path of the browser API. Cookies are read below it and on pages. */
    public static final String API_PATH = "/api/auth";

    private static final String SESSION = "session";
    private static final String REFRESH_TOKEN = "refresh_token";
    private static final String CSRF_TOKEN = "csrf_token";

    private final ServiceKeys keys;
    private final SessionTokenIssuer tokens;
    private final PublicSettings publicSettings;
    private final CookieSettings settings;
    private final DeviceCookie deviceCookie;

    SessionCookies(
            ServiceKeys keys,
            SessionTokenIssuer tokens,
            PublicSettings publicSettings,
            CookieSettings settings,
            DeviceCookie deviceCookie) {
        this.keys = keys;
        this.tokens = tokens;
        this.publicSettings = publicSettings;
        this.settings = settings;
        this.deviceCookie = deviceCookie;
    }

    /**
     * Sets the cookies of a session that the current request has just started, and the one by which its browser is known.
     *
     * @param remembered whether the browser keeps the cookies when it is closed
     */
    public void write(HttpServletResponse response, SessionId started, boolean remembered) {
        write(response, tokens.firstRefreshToken(started), remembered);
        var attributes = (ServletRequestAttributes) RequestContextHolder.currentRequestAttributes();
        deviceCookie.write(attributes.getRequest(), response, started);
    }

    /**
     * Sets the cookies of a session that has started or was refreshed.
     *
     * @param refresh the session's current refresh token
     * @param remembered whether the browser keeps the cookies when it is closed
     */
    public void write(HttpServletResponse response, SignedRefreshToken refresh, boolean remembered) {
        var session =
                SessionCookieToken.create(keys.key(Purpose.SESSION_COOKIE), refresh.session(), refresh.generation());
        var csrf = csrfToken(refresh.session());
        write(
                response,
                session.encoded(),
                refresh.encoded(),
                csrf,
                remembered ? settings.rememberedIdle() : HostCookie.UNTIL_CLOSED);
    }

    /** Removes the cookies from the browser. */
    public void clear(HttpServletResponse response) {
        write(response, "", "", "", Duration.ZERO);
    }

    private void write(HttpServletResponse response, String session, String refresh, String csrf, Duration maxAge) {
        var path = publicSettings.publicUrl().getRawPath() + API_PATH;
        Stream.of(
                        cookie(sessionName(), session).httpOnly(true).path("/"),
                        cookie(REFRESH_TOKEN, refresh).httpOnly(true).path(path),
                        cookie(CSRF_TOKEN, csrf).httpOnly(false).path("/"))
                .map(cookie -> cookie.maxAge(maxAge).build().toString())
                .forEach(cookie -> response.addHeader(HttpHeaders.SET_COOKIE, cookie));
    }

    private ResponseCookie.ResponseCookieBuilder cookie(String name, String value) {
        return ResponseCookie.from(name, value).secure(publicSettings.secure()).sameSite("Lax");
    }

    private String sessionName() {
        return publicSettings.secure() ? "__Host-" + SESSION : SESSION;
    }

    /**
     * The session cookie of the request, not verified; read under {@link #API_PATH} and on {@link PagePaths} only.
     *
     * @throws org.keyledger.gateway.problem.ProblemException 400 {@code ambiguous-credentials} for different values:
     *     another host of the same site may have planted one of them
     */
    public Optional<String> findSession(HttpServletRequest request) {
        var values = values(request, sessionName());
        if (values.size() > 1) {
            throw Problem.AMBIGUOUS_CREDENTIALS.toException();
        }
        return values.stream().findFirst();
    }

    /** Empty if this service did not issue the value. */
    public Optional<SessionCookieToken> check(String session) {
        return SessionCookieToken.check(keys.key(Purpose.SESSION_COOKIE), session);
    }

    /** The authentic session and refresh cookies of the request, whether or not their sessions are active. */
    public SentCookies read(HttpServletRequest request) {
        return new SentCookies(
                values(request, sessionName()).stream()
                        .flatMap(value -> check(value).stream())
                        .toList(),
                values(request, REFRESH_TOKEN).stream()
                        .flatMap(value -> tokens.check(value).stream())
                        .toList());
    }

    /** Whether the request has the CSRF token of this session both as {@code X-CSRF-Token} and as cookie. */
    boolean hasCsrfToken(HttpServletRequest request, SessionId session) {
        var header = request.getHeader(CsrfCheck.HEADER);
        return header != null
                && CsrfToken.isValid(keys.key(Purpose.CSRF_TOKEN), session, header)
                && values(request, CSRF_TOKEN).contains(header);
    }

    /** The CSRF token of a session, for a form. */
    public String csrfToken(SessionId session) {
        return CsrfToken.create(keys.key(Purpose.CSRF_TOKEN), session);
    }

    /** Whether the field of a form has the CSRF token of this session. */
    public boolean isCsrfToken(SessionId session, String field) {
        return CsrfToken.isValid(keys.key(Purpose.CSRF_TOKEN), session, field);
    }

    private static boolean isRead(HttpServletRequest request) {
        return request.getRequestURI().startsWith(API_PATH + "/") || PagePaths.contain(request);
    }

    private static List<String> values(HttpServletRequest request, String name) {
        var cookies = request.getCookies();
        if (cookies == null || !isRead(request)) {
            return List.of();
        }
        return Stream.of(cookies)
                .filter(cookie -> cookie.getName().equals(name))
                .map(Cookie::getValue)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
    }
}
