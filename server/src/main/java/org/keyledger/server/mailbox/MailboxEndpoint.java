package org.keyledger.server.mailbox;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.keyledger.server.management.ManagementEndpoint;
import org.keyledger.server.management.ManagementResponse;
import org.springframework.http.MediaType;

/** {@code GET /mailbox}: an HTML page if the request accepts {@code text/html}, else a JSON array; newest first. */
final class MailboxEndpoint implements ManagementEndpoint {

    private final Mailbox mailbox;

    MailboxEndpoint(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    public String path() {
        return "/mailbox";
    }

    @Override
    public ManagementResponse get(HttpServletRequest request) {
        var accepted = request.getHeader("Accept");
        return accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE)
                ? page()
                : ManagementResponse.json(HttpServletResponse.SC_OK, mailbox.mails());
    }

    private ManagementResponse page() {
        return new ManagementResponse(
                HttpServletResponse.SC_OK,
                "text/html;charset=UTF-8",
                Map.of("Content-Security-Policy", MailboxPage.STYLESHEET.policy()),
                new MailboxPage(mailbox.mails()).html());
    }
}
