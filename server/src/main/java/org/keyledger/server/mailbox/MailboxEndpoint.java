package org.keyledger.server.mailbox;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.keyledger.server.loopback.LoopbackCheck;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** {@code GET /mailbox}: an HTML page for clients that accept {@code text/html}, else a JSON array. Newest mail first. */
@RestController
final class MailboxEndpoint {

    private final Mailbox mailbox;
    private final MailboxSettings settings;

    MailboxEndpoint(Mailbox mailbox, MailboxSettings settings) {
        this.mailbox = mailbox;
        this.settings = settings;
    }

    /** Reads {@code Accept} itself, because content negotiation of the API always selects JSON. */
    @GetMapping("/mailbox")
    ResponseEntity<?> mailbox(HttpServletRequest request) {
        var accepted = request.getHeader("Accept");
        return accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE) ? page(request) : list(request);
    }

    private ResponseEntity<String> page(HttpServletRequest request) {
        return ResponseEntity.ok()
                .header("Content-Security-Policy", MailboxPage.CONTENT_SECURITY_POLICY)
                .header("Cache-Control", "no-store")
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .body(MailboxPage.of(mails(request)));
    }

    private ResponseEntity<List<ReceivedMail>> list(HttpServletRequest request) {
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .contentType(MediaType.APPLICATION_JSON)
                .body(mails(request));
    }

    /** Mails of others: clients on other machines get 404. */
    private List<ReceivedMail> mails(HttpServletRequest request) {
        if (!settings.open() && !LoopbackCheck.isLoopback(request)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return mailbox.mails();
    }
}
