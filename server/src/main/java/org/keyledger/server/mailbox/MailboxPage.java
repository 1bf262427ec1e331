package org.keyledger.server.mailbox;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/** Mails as an HTML page: plain text with clickable links, without scripts. */
final class MailboxPage {

    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>]+");
    private static final String STYLE = "body{font:1rem/1.5 system-ui,sans-serif;max-width:44rem;margin:2rem auto;"
            + "padding:0 1rem}article{border-top:1px solid #888;padding:1rem 0}h2{font-size:1.1rem;margin:0}"
            + "pre{white-space:pre-wrap;overflow-wrap:anywhere;font:inherit}"
            + "@media(prefers-color-scheme:dark){body{background:#111;color:#eee}a{color:#9cf}}";

    /** Allows the inline style by its hash (CSP Level 3, section 2.3.1). */
    static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none';" + " style-src 'sha256-"
                    + hash() + "'";

    private MailboxPage() {}

    static String of(List<ReceivedMail> mails) {
        var page = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">")
                .append("<meta name=\"viewport\" content=\"width=device-width\"><title>Mailbox</title><style>")
                .append(STYLE)
                .append("</style></head><body><main><h1>Mailbox</h1><p>")
                .append(
                        mails.isEmpty()
                                ? "No mail yet. It appears here a moment after it is ordered: reload the page."
                                : "Newest first. Kept in memory until the program ends; nothing is sent to anyone.")
                .append("</p>");
        mails.forEach(mail -> page.append(article(mail)));
        return page.append("</main></body></html>").toString();
    }

    private static String article(ReceivedMail mail) {
        return "<article><h2>" + HtmlUtils.htmlEscape(mail.subject()) + "</h2><p>To "
                + HtmlUtils.htmlEscape(mail.to()) + ", <time>" + mail.receivedAt() + "</time></p><pre>"
                + LINK.matcher(HtmlUtils.htmlEscape(mail.text())).replaceAll(MailboxPage::linked)
                + "</pre></article>";
    }

    private static String linked(MatchResult link) {
        var url = Matcher.quoteReplacement(link.group());
        return "<a href=\"" + url + "\">" + url + "</a>";
    }

    private static String hash() {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(STYLE.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is not available", e);
        }
    }
}
