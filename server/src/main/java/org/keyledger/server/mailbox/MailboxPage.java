package org.keyledger.server.mailbox;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.keyledger.gateway.page.InlineStylesheet;

/** The mailbox as an HTML page: the plain text of each mail with clickable links, without script. */
record MailboxPage(List<ReceivedMail> mails) {

    static final InlineStylesheet STYLESHEET = InlineStylesheet.read(MailboxPage.class, "mailbox.css");

    private static final Pattern LINK = Pattern.compile("https?://[^\\s<>]+");

    private static final TemplateEngine TEMPLATES = TemplateEngine.createPrecompiled(
            null, ContentType.Html, MailboxPage.class.getClassLoader(), "org.keyledger.server");

    /** A piece of a text: an absolute http or https link, or the text between two. */
    record Part(String text, boolean isLink) {}

    /** The parts whose concatenation is the text. */
    static List<Part> parts(String text) {
        var parts = new ArrayList<Part>();
        var link = LINK.matcher(text);
        var end = 0;
        while (link.find()) {
            parts.add(new Part(text.substring(end, link.start()), false));
            parts.add(new Part(link.group(), true));
            end = link.end();
        }
        parts.add(new Part(text.substring(end), false));
        return parts;
    }

    String html() {
        var output = new StringOutput();
        TEMPLATES.render("mailbox/mailbox.jte", Map.of("page", this), output);
        return output.toString();
    }
}
