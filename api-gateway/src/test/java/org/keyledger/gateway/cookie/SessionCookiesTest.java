package org.keyledger.gateway.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.TestServiceKeys;
import org.keyledger.gateway.jwt.RefreshTokenIssuer;
import org.keyledger.gateway.jwt.SessionGenerationCodec;
import org.keyledger.gateway.jwt.SignedRefreshToken;
import org.keyledger.gateway.problem.Problem;
import org.keyledger.gateway.problem.ProblemException;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.session.SessionId;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@DisplayName("The cookies of a browser session")
class SessionCookiesTest {

    private static final SessionId SESSION = new SessionId(new UUID(1, 2));
    private static final SessionId OTHER = new SessionId(new UUID(1, 3));

    private final TestServiceKeys keys = new TestServiceKeys();
    private final SessionCookies https = under("https://id.example.com");
    private final SessionCookies http = under("http://localhost:8080");

    @Test
    void are_secure_and_bound_to_the_host_under_https() {
        var cookies = written(https, false);

        assertThat(cookies)
                .hasSize(3)
                .allSatisfy(it -> assertThat(it)
                        .contains("; Secure", "; SameSite=Lax")
                        .doesNotContain("Domain", "Max-Age", "Expires"));
        assertThat(cookies.get(0)).startsWith("__Host-session=").contains("; Path=/;", "; HttpOnly");
        assertThat(cookies.get(1)).startsWith("refresh_token=").contains("; Path=/api/auth;", "; HttpOnly");
        assertThat(cookies.get(2))
                .startsWith("csrf_token=")
                .contains("; Path=/;")
                .doesNotContain("HttpOnly");
    }

    @Test
    void have_no_prefix_and_are_not_secure_under_http() {
        var cookies = written(http, false);

        assertThat(cookies)
                .hasSize(3)
                .allSatisfy(it -> assertThat(it)
                        .contains("; SameSite=Lax")
                        .doesNotContain("Secure", "Domain", "Max-Age", "Expires"));
        assertThat(cookies.get(0)).startsWith("session=").contains("; HttpOnly");
    }

    @Test
    void are_kept_for_30_days_if_the_session_is_remembered() {
        assertThat(written(http, true)).allSatisfy(it -> assertThat(it).contains("; Max-Age=2592000"));
    }

    @Test
    void follow_the_path_of_the_public_url() {
        assertThat(written(under("https://example.com/id"), false).get(1)).contains("; Path=/id/api/auth;");
    }

    @Test
    void are_removed_by_the_same_names_and_paths() {
        var response = new MockHttpServletResponse();

        https.clear(response);

        assertThat(response.getHeaders("Set-Cookie"))
                .hasSize(3)
                .allSatisfy(it -> assertThat(it).contains("=; ", "; Max-Age=0", "; Secure"))
                .anySatisfy(it -> assertThat(it).startsWith("__Host-session=").contains("Path=/;"))
                .anySatisfy(it -> assertThat(it).startsWith("refresh_token=").contains("Path=/api/auth;"))
                .anySatisfy(it -> assertThat(it).startsWith("csrf_token=").contains("Path=/;"));
    }

    @Test
    void are_read_back_below_the_browser_api_only() {
        var value = valueOf(written(https, false).get(0));

        assertThat(https.findSession(request("/api/auth/me", "__Host-session", value))
                        .flatMap(https::check))
                .contains(new SessionCookieToken(SESSION, 3, value));
        assertThat(https.findSession(request("/auth/me", "__Host-session", value)))
                .isEmpty();
        assertThat(https.findSession(request("/api/authority", "__Host-session", value)))
                .isEmpty();
        assertThat(https.read(request("/auth/logout", "__Host-session", value)).sessions())
                .isEmpty();
    }

    @Test
    void are_read_under_https_only_with_the_prefix_that_binds_them_to_the_host() {
        assertThat(https.findSession(request("/api/auth/me", "session", "planted")))
                .isEmpty();
        assertThat(http.findSession(request("/api/auth/me", "__Host-session", "x")))
                .isEmpty();
    }

    @Test
    void are_ambiguous_if_they_differ() {
        var twice = request("/api/auth/me", "session", "one");
        twice.setCookies(new Cookie("session", "one"), new Cookie("session", "two"));
        assertThatThrownBy(() -> http.findSession(twice))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        it -> assertThat(it.problem()).isEqualTo(Problem.AMBIGUOUS_CREDENTIALS));

        twice.setCookies(new Cookie("session", "one"), new Cookie("session", "one"), new Cookie("session", ""));
        assertThat(http.findSession(twice)).contains("one");
    }

    @Test
    void are_not_interchangeable_with_refresh_tokens() {
        assertThat(http.check(refreshToken().encoded())).isEmpty();
        assertThat(SessionGenerationCodec.decode(
                        keys.key(Purpose.REFRESH), valueOf(written(http, false).get(0))))
                .isEmpty();
    }

    @Test
    void are_refused_after_any_change_of_the_value() {
        var value = valueOf(written(http, false).get(0));

        for (var i = 0; i < value.length(); i++) {
            var changed = new StringBuilder(value);
            changed.setCharAt(i, value.charAt(i) == 'A' ? 'B' : 'A');
            assertThat(http.check(changed.toString())).as("position %d", i).isEmpty();
        }
        assertThat(http.check("")).isEmpty();
        assertThat(http.check(value + "A")).isEmpty();
        assertThat(http.check(value.substring(1))).isEmpty();
        assertThat(http.check("\u00e9".repeat(value.length()))).isEmpty();
    }

    @Test
    void have_a_csrf_token_of_this_session_alone() {
        var token = valueOf(written(http, false).get(2));

        assertThat(http.hasCsrfToken(withCsrf(token, token), SESSION)).isTrue();
        assertThat(http.hasCsrfToken(withCsrf(token, token), OTHER)).isFalse();
        assertThat(http.hasCsrfToken(withCsrf(token, null), SESSION)).isFalse();
        assertThat(http.hasCsrfToken(withCsrf(token, "x" + token.substring(1)), SESSION))
                .isFalse();
        assertThat(http.hasCsrfToken(withCsrf("planted", "planted"), SESSION)).isFalse();
    }

    @Test
    void do_not_appear_in_logs() {
        assertThat(http.check(valueOf(written(http, false).get(0)))
                        .orElseThrow()
                        .toString())
                .doesNotContain("AAAA");
    }

    private SessionCookies under(String publicUrl) {
        var settings = new PublicSettings(URI.create(publicUrl));
        return new SessionCookies(
                keys,
                RefreshTokenIssuer.over(keys),
                settings,
                new CookieSettings(Duration.ofDays(30), Duration.ofSeconds(10)),
                new DeviceCookie(keys, settings));
    }

    private SignedRefreshToken refreshToken() {
        return new SignedRefreshToken(SESSION, 3, SessionGenerationCodec.encode(keys.key(Purpose.REFRESH), SESSION, 3));
    }

    private List<String> written(SessionCookies cookies, boolean remembered) {
        var response = new MockHttpServletResponse();
        cookies.write(response, refreshToken(), remembered);
        return response.getHeaders("Set-Cookie");
    }

    private static String valueOf(String setCookie) {
        return setCookie.replaceAll("^[^=]+=|;.*", "");
    }

    private static MockHttpServletRequest withCsrf(String header, String cookie) {
        var request = request("/api/auth/logout", "csrf_token", cookie == null ? "" : cookie);
        request.addHeader("X-CSRF-Token", header);
        return request;
    }

    private static MockHttpServletRequest request(String path, String cookie, String value) {
        var request = new MockHttpServletRequest("POST", path);
        request.setCookies(new Cookie(cookie, value));
        return request;
    }
}
