package org.keyledger.gateway.cookie;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.keyledger.gateway.TestServiceKeys;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@DisplayName("A signed cookie")
class SignedCookieTest {

    private static final byte[] CONTENT = {1, 2, 3, 4};
    private static final PublicSettings HTTP = new PublicSettings(URI.create("http://localhost:8080"));
    private static final PublicSettings HTTPS = new PublicSettings(URI.create("https://id.example.com"));

    private final TestServiceKeys keys = new TestServiceKeys();
    private final SignedCookie cookie = signed("one", HTTP);

    @Test
    void returns_the_content_that_was_written() {
        assertThat(cookie.contents(sent("name", written(cookie)))).containsExactly(ByteBuffer.wrap(CONTENT));
    }

    @Test
    void has_no_content_after_a_change_of_any_byte() {
        var bytes = Base64.getUrlDecoder().decode(written(cookie));

        assertThat(IntStream.range(0, bytes.length)).allSatisfy(index -> {
            var changed = bytes.clone();
            changed[index] ^= 1;
            var value = Base64.getUrlEncoder().withoutPadding().encodeToString(changed);
            assertThat(cookie.contents(sent("name", value))).isEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "AQIDBA", "AQIDBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void has_no_content_with_a_value_of_another_form(String value) {
        assertThat(cookie.contents(sent("name", value))).isEmpty();
    }

    @Test
    void accepts_no_value_of_another_cookie_with_the_same_key() {
        assertThat(cookie.contents(sent("name", written(signed("another", HTTP)))))
                .isEmpty();
    }

    @Test
    void ignores_what_another_host_has_planted() {
        var request = new MockHttpServletRequest();
        request.setCookies(new Cookie("name", "planted"), new Cookie("name", written(cookie)));

        assertThat(cookie.contents(request)).hasSize(1);
    }

    @Test
    void belongs_to_this_host_alone_if_the_public_url_is_https() {
        var response = new MockHttpServletResponse();
        signed("one", HTTPS).write(response, CONTENT, Duration.ofMinutes(1));

        assertThat(response.getHeader("Set-Cookie"))
                .startsWith("__Host-name=")
                .contains("; Path=/", "; Max-Age=60", "; Secure", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain("Domain");
    }

    @Test
    void is_secure_without_https_only_if_it_is_sent_across_sites() {
        var response = new MockHttpServletResponse();
        HostCookie.acrossSites("other", HTTP).write(response, "value", HostCookie.UNTIL_CLOSED);
        cookie.write(response, CONTENT, Duration.ofMinutes(1));

        assertThat(response.getHeaders("Set-Cookie"))
                .satisfiesExactly(
                        other -> assertThat(other)
                                .startsWith("other=value")
                                .contains("; Secure", "; SameSite=None")
                                .doesNotContain("Max-Age"),
                        own -> assertThat(own).startsWith("name=").doesNotContain("Secure"));
    }

    private SignedCookie signed(String label, PublicSettings settings) {
        return new SignedCookie(HostCookie.of("name", settings), keys, Purpose.LINK, label, CONTENT.length);
    }

    private static String written(SignedCookie cookie) {
        var response = new MockHttpServletResponse();
        cookie.write(response, CONTENT, Duration.ofMinutes(1));
        return response.getHeader("Set-Cookie").replaceAll("^[^=]+=|;.*", "");
    }

    private static MockHttpServletRequest sent(String name, String value) {
        var request = new MockHttpServletRequest();
        request.setCookies(new Cookie(name, value));
        return request;
    }
}
