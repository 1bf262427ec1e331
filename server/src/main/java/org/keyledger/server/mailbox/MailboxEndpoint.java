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

/** {@code GET /mailbox}: an HTML page if the request accepts {@code text/html}, else a JSON array; newest first. */
@RestController
final class MailboxEndpoint {

    private final Mailbox mailbox;
    private final MailboxSettings settings;

    MailboxEndpoint(Mailbox mailbox, MailboxSettings settings) {
        this.mailbox = mailbox;
        this.settings = settings;
    }

    /** The API returns JSON whatever a request accepts, so this endpoint reads {@code Accept} itself. */
    @GetMapping("/mailbox")
    ResponseEntity<?> mailbox(HttpServletRequest request) {
        var accepted = request.getHeader("Accept");
        return accepted != null && accepted.contains(MediaType.TEXT_HTML_VALUE) ? page(request) : list(request);
    }

    private ResponseEntity<String> page(HttpServletRequest request) {
        return ResponseEntity.ok()
                .header("Content-Security-Policy", MailboxPage.STYLESHEET.policy())
                .header("Cache-Control", "no-store")
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .body(new MailboxPage(mails(request)).html());
    }

    private ResponseEntity<List<ReceivedMail>> list(HttpServletRequest request) {
        return ResponseEntity.ok()
                .header("Cache-Control", "no-store")
                .contentType(MediaType.APPLICATION_JSON)
                .body(mails(request));
    }

    /** Returns 404 to other machines unless the mailbox is open, because mails contain personal data. */
    private List<ReceivedMail> mails(HttpServletRequest request) {
        if (!settings.open() && !LoopbackCheck.isLoopback(request)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return mailbox.mails();
    }
}
