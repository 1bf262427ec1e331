package org.keyledger.consumer.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailToSend.Mail;
import org.keyledger.kernel.user.MailRequestId;

/** Composes mails from the templates in {@code mail/}: plain text and HTML with the same content. */
final class EmailComposer {

    private static final DateTimeFormatter EXPIRY_FORMAT = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu 'at' HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final MailSettings settings;
    private final Map<MailKind, EmailTemplate> templates = new EnumMap<>(MailKind.class);

    EmailComposer(MailSettings settings) {
        this.settings = settings;
        for (var kind : MailKind.values()) {
            templates.put(kind, EmailTemplate.of(kind));
        }
    }

    /** @param link path and query of the link, for mails that have one */
    EmailMessage compose(Mail mail, MailRequestId request, Optional<String> link) {
        var words = variables(mail, link);
        var template = Objects.requireNonNull(templates.get(mail.kind()));
        return new EmailMessage(
                request + "." + template.name(),
                mail.to(),
                template.subject().fill(words, it -> it),
                template.text().fill(words, it -> it),
                template.html().fill(words, EmailComposer::escapeHtml));
    }

    private Map<String, String> variables(Mail mail, Optional<String> link) {
        var words = new HashMap<String, String>();
        words.put("product", settings.product());
        words.put("greeting", greeting(mail));
        words.put("home", settings.link("/"));
        words.put("forgot", settings.link("/forgot-password"));
        link.ifPresent(it -> words.put("link", settings.link(it)));
        if (mail.expiresAt() != null) {
            words.put("expiry", formatTime(mail.expiresAt()));
        }
        return words;
    }

    private static String greeting(Mail mail) {
        return mail.name() == null || mail.name().isErased()
                ? "Hello,"
                : "Hello " + mail.name().value() + ",";
    }

    private static String formatTime(Instant time) {
        return EXPIRY_FORMAT.format(time);
    }

    private static String escapeHtml(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
