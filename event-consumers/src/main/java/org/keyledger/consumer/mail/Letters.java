package org.keyledger.consumer.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.keyledger.kernel.mail.FoundMail.Mail;
import org.keyledger.kernel.mail.LinkToken;

/** Writes letters: a plain text and an HTML that say the same, from the templates in {@code mail/}. */
final class Letters {

    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu 'at' HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final MailSettings settings;
    private final Template text = Template.read("verify-email.en.txt");
    private final Template html = Template.read("verify-email.en.html");

    Letters(MailSettings settings) {
        this.settings = settings;
    }

    Letter verifyEmail(LinkToken token, Mail mail) {
        var words = Map.of(
                "product", settings.product(),
                "greeting", greeting(mail),
                "link", settings.link("/api/auth/verify-email?token=" + token.encoded()),
                "expiry", moment(mail.expiresAt()),
                "home", settings.link("/"));
        return new Letter(
                token.request().toString(),
                mail.to(),
                "Confirm your email address for " + settings.product(),
                text.fill(words, it -> it),
                html.fill(words, Letters::escaped));
    }

    private static String greeting(Mail mail) {
        return mail.name() == null || mail.name().isErased()
                ? "Hello,"
                : "Hello " + mail.name().value() + ",";
    }

    private static String moment(Instant time) {
        return MOMENT.format(time);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
