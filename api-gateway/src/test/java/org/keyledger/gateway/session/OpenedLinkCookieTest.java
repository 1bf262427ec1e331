package org.keyledger.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.gateway.TestServiceKeys;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.ServiceKeys.Purpose;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.MutableClock;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

@DisplayName("The cookie of an opened link")
class OpenedLinkCookieTest {

    private static final UserId USER = new UserId(new UUID(1, 2));
    private static final MailRequestId REQUEST = new MailRequestId(new UUID(3, 4));

    private final TestServiceKeys keys = new TestServiceKeys();
    private final OpenedLinkCookie cookie = new OpenedLinkCookie(
            keys,
            new PublicSettings(URI.create("https://id.example.com")),
            request -> true,
            new MutableClock(Instant.parse("2026-03-04T05:06:07Z")));

    @Test
    void belongs_to_this_host_alone_if_the_public_url_is_https() {
        assertThat(set().getHeader("Set-Cookie"))
                .startsWith("__Host-keyledger_opened_link=")
                .contains("; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain("Domain");
    }

    @Test
    void is_read_under_its_own_name_only() {
        var value = set().getHeader("Set-Cookie").replaceAll("^[^=]+=|;.*", "");

        assertThat(cookie.findOpenedLink(with("__Host-keyledger_opened_link", value), USER))
                .contains(REQUEST);
        assertThat(cookie.findOpenedLink(with("keyledger_opened_link", value), USER))
                .isEmpty();
        assertThat(cookie.findOpenedLink(new MockHttpServletRequest(), USER)).isEmpty();
    }

    @Test
    void is_not_a_token_of_the_link() {
        var link = LinkToken.create(keys.key(Purpose.LINK), LinkToken.Purpose.VERIFY_EMAIL, USER, REQUEST);

        assertThat(cookie.findOpenedLink(with("__Host-keyledger_opened_link", link.encoded()), USER))
                .isEmpty();
    }

    private MockHttpServletResponse set() {
        var response = new MockHttpServletResponse();
        cookie.set(response, LinkToken.create(keys.key(Purpose.LINK), LinkToken.Purpose.VERIFY_EMAIL, USER, REQUEST));
        return response;
    }

    private static MockHttpServletRequest with(String name, String value) {
        var request = new MockHttpServletRequest();
        request.setCookies(new Cookie(name, value));
        return request;
    }
}
