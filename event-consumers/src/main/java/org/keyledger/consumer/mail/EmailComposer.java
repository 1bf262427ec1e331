package org.keyledger.consumer.mail;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyledger.kernel.apikey.KeyPrefix;
import org.keyledger.kernel.apikey.Label;
import org.keyledger.kernel.mail.ApiKeyNotice;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailToSend.Mail;
import org.keyledger.kernel.user.MailRequestId;

/**
 * Composes mails: plain text and HTML with the same content, from the templates {@code <kind>_text.jte} in
 * {@code src/main/jte-text/mail} and {@code <kind>.jte} in {@code src/main/jte/mail}.
 */
final class EmailComposer {

    private static final DateTimeFormatter TIME_FORMAT = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu 'at' HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** A text that a mail program may show as a link: somebody who has the password could lead the owner to their site. */
    private static final Pattern LINK_LIKE = Pattern.compile("[./:@]\\p{L}|://|\\p{Cf}");

    private static final TemplateEngine HTML = templates(ContentType.Html);
    private static final TemplateEngine TEXT = templates(ContentType.Plain);

    /**
     * A scheme, {@code www.}, a dot before two or more letters, which may be a top-level domain, in any script; line breaks,
     * and characters that change the direction of text.
     */
    private static final Pattern MISLEADING = Pattern.compile(
            "://|(?i)www[.\\u3002\\uff0e\\uff61]|[.\\u3002\\uff0e\\uff61]\\p{L}{2}|\\p{Cf}|\\p{Cc}|\\p{Zl}|\\p{Zp}");

    private final MailSettings settings;

    EmailComposer(MailSettings settings) {
        this.settings = settings;
    }

    /** @param link path and query of the link, for mails that have one */
    EmailMessage compose(Mail mail, MailRequestId request, Optional<String> link) {
        var name = mail.kind().name().toLowerCase(Locale.ROOT);
        var content = content(mail, link);
        return new EmailMessage(
                request + "." + name.replace('_', '-'),
                mail.to(),
                content.subject(),
                render(TEXT, name + "_text", content),
                render(HTML, name, content));
    }

    private EmailContent content(Mail mail, Optional<String> link) {
        return new EmailContent(
                subject(mail.kind()),
                greeting(mail),
                settings.product(),
                settings.link("/"),
                settings.link("/forgot-password"),
                link.map(settings::link),
                Optional.ofNullable(mail.expiresAt()).map(TIME_FORMAT::format),
                mail.endsApiKeys(),
                Optional.ofNullable(mail.apiKey()).map(EmailComposer::apiKey));
    }

    private static EmailContent.ApiKey apiKey(ApiKeyNotice key) {
        return new EmailContent.ApiKey(
                Optional.of(key.label())
                        .filter(label -> !label.isErased())
                        .map(Label::value)
                        .filter(label -> !LINK_LIKE.matcher(label).find()),
                Optional.ofNullable(key.prefix()).map(KeyPrefix::value),
                Optional.ofNullable(key.signingKey()).map(id -> id.value().toString()),
                TIME_FORMAT.format(key.createdAt()));
    }

    private String subject(MailKind kind) {
        var product = settings.product();
        return switch (kind) {
            case VERIFY_EMAIL -> "Confirm your email address for " + product;
            case RESET_PASSWORD -> "Choose a new password for " + product;
            case CHANGE_EMAIL -> "Confirm your new email address for " + product;
            case ADDRESS_TAKEN -> "Your email address already has an account with " + product;
            case SIGN_UP_ATTEMPTED -> "Someone tried to sign up for " + product + " with your email address";
            case EMAIL_CHANGE_REQUESTED -> "Another email address was requested for your " + product + " account";
            case EMAIL_CHANGED -> "Your email address for " + product + " was changed";
            case PASSWORD_CHANGED -> "Your password for " + product + " was changed";
            case API_KEY_CREATED -> "A new API key for " + product;
        };
    }

    private static String greeting(Mail mail) {
        return mail.name() == null
                        || mail.name().isErased()
                        || isMisleading(mail.name().value())
                ? "Hello,"
                : "Hello " + mail.name().value() + ",";
    }

    /** Whether a mail program or a reader could take the name for a link, or for text of the mail. */
    private static boolean isMisleading(String name) {
        return MISLEADING.matcher(name).find();
    }

    private static String render(TemplateEngine templates, String name, EmailContent content) {
        var output = new StringOutput();
        templates.render("mail/" + name + ".jte", Map.of("mail", content), output);
        return output.toString().strip() + "\n"; // a template and its layout each end with a line break
    }

    private static TemplateEngine templates(ContentType type) {
        return TemplateEngine.createPrecompiled(
                null, type, EmailComposer.class.getClassLoader(), "org.keyledger.consumer");
    }
}
