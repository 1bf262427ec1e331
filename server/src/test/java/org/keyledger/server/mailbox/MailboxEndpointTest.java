package org.keyledger.server.mailbox;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.consumer.mail.EmailMessage;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

@DisplayName("Reading mails on the mailbox page")
class MailboxEndpointTest {

    private final Mailbox mailbox = new Mailbox(Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC));

    @Test
    void shows_the_newest_message_first_with_a_clickable_link() throws Exception {
        mailbox.send(message("old@example.com", "see http://localhost/?token=a&b=1 now"));
        mailbox.send(message("new@example.com", "<script>alert(1)</script>"));
        mockMvc(false)
                .perform(get("/mailbox").accept(MediaType.TEXT_HTML))
                .andExpect(status().isOk())
                .andExpect(header().string("Cache-Control", "no-store"))
                .andExpect(header().string("Content-Security-Policy", containsString("default-src 'none'")))
                .andExpect(content()
                        .string(containsString(
                                "<a href=\"http://localhost/?token=a&amp;b=1\">http://localhost/?token=a&amp;b=1</a>")))
                .andExpect(content().string(not(containsString("<script>"))));
        mockMvc(false)
                .perform(get("/mailbox").accept(MediaType.APPLICATION_JSON))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].to").value("new@example.com"))
                .andExpect(jsonPath("$[0].received_at").value("2026-01-02T03:04:05Z"))
                .andExpect(jsonPath("$[1].to").value("old@example.com"));
    }

    @Test
    void from_another_machine_returns_404() throws Exception {
        mockMvc(false)
                .perform(get("/mailbox").with(request -> {
                    request.setRemoteAddr("203.0.113.7");
                    return request;
                }))
                .andExpect(status().isNotFound());
        mockMvc(false)
                .perform(get("/mailbox").header("X-Forwarded-For", "203.0.113.7"))
                .andExpect(status().isNotFound());
    }

    @Test
    void from_another_machine_is_possible_if_the_mailbox_is_open() throws Exception {
        mockMvc(true)
                .perform(get("/mailbox").with(request -> {
                    request.setRemoteAddr("203.0.113.7");
                    return request;
                }))
                .andExpect(status().isOk());
    }

    @Test
    void drops_the_oldest_messages() throws Exception {
        for (var i = 0; i < 201; i++) {
            mailbox.send(message("user" + i + "@example.com", "text"));
        }
        mockMvc(false)
                .perform(get("/mailbox").accept(MediaType.APPLICATION_JSON))
                .andExpect(jsonPath("$.length()").value(200))
                .andExpect(jsonPath("$[0].to").value("user200@example.com"))
                .andExpect(jsonPath("$[199].to").value("user1@example.com"));
    }

    private MockMvc mockMvc(boolean open) {
        return MockMvcBuilders.standaloneSetup(new MailboxEndpoint(mailbox, new MailboxSettings(open)))
                .build();
    }

    private static EmailMessage message(String to, String text) {
        return new EmailMessage("id", EmailAddress.parse(to), "Subject", text, "<p></p>");
    }
}
