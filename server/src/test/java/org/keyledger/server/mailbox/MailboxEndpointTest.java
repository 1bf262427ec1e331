package org.keyledger.server.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.consumer.mail.EmailMessage;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.mock.web.MockHttpServletRequest;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@DisplayName("Reading mails on the mailbox page")
class MailboxEndpointTest {

    private final Mailbox mailbox = new Mailbox(Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));
    private final MailboxEndpoint endpoint = new MailboxEndpoint(mailbox);

    @Test
    void shows_the_newest_message_first_with_a_clickable_link() {
        // given
        mailbox.send(message("old@example.com", "see http://localhost/?token=a&b=1 now"));
        mailbox.send(message("new@example.com", "<script>alert(1)</script>"));
        var browser = new MockHttpServletRequest();
        browser.addHeader("Accept", "text/html,application/xhtml+xml");

        // when
        var page = endpoint.get(browser);

        // then
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.contentType()).isEqualTo("text/html;charset=UTF-8");
        assertThat(page.headers().get("Content-Security-Policy")).contains("default-src 'none'");
        assertThat(page.body())
                .contains("<a href=\"http://localhost/?token=a&amp;b=1\">http://localhost/?token=a&amp;b=1</a>")
                .doesNotContain("<script>")
                .containsSubsequence("new@example.com", "old@example.com");
        assertThat(list().at("/0/to").asString()).isEqualTo("new@example.com");
        assertThat(list().at("/0/received_at").asString()).isEqualTo("2026-01-02T03:04:05Z");
        assertThat(list().at("/1/to").asString()).isEqualTo("old@example.com");
    }

    @Test
    void drops_the_oldest_messages() {
        for (var i = 0; i < 201; i++) {
            mailbox.send(message("user" + i + "@example.com", "text"));
        }

        assertThat(list()).hasSize(200);
        assertThat(list().at("/0/to").asString()).isEqualTo("user200@example.com");
        assertThat(list().at("/199/to").asString()).isEqualTo("user1@example.com");
    }

    private JsonNode list() {
        var found = endpoint.get(new MockHttpServletRequest());
        assertThat(found.contentType()).isEqualTo("application/json");
        return JsonMapper.shared().readTree(found.body());
    }

    private static EmailMessage message(String to, String text) {
        return new EmailMessage("id", EmailAddress.parse(to), "Subject", text, "<p></p>");
    }
}
