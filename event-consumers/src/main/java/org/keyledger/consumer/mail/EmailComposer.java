package org.keyledger.consumer.mail;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keyledger.consumer.mail.EmailContent.Block;
import org.keyledger.consumer.mail.EmailContent.Block.Button;
import org.keyledger.consumer.mail.EmailContent.Block.Details;
import org.keyledger.consumer.mail.EmailContent.Block.Paragraph;
import org.keyledger.consumer.mail.EmailContent.Block.Url;
import org.keyledger.consumer.mail.MailedLink.Links;
import org.keyledger.kernel.language.Language;
import org.keyledger.kernel.language.Texts;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.kernel.mail.MailToSend.Mail;
import org.keyledger.kernel.user.MailRequestId;
import org.keyledger.kernel.user.UserCommand.SecureAccount;

/**
 * Composes mails from the texts {@code mails_<language>.properties}: plain text and HTML with the same content, by the
 * templates {@code mail_text.jte} and {@code mail.jte}.
 */
final class EmailComposer {

    private static final TemplateEngine HTML = templates(ContentType.Html);
    private static final TemplateEngine TEXT = templates(ContentType.Plain);
    private static final Pattern PARAGRAPH_END = Pattern.compile("\n\n");
    private static final Pattern BLANK_LINES = Pattern.compile("\n{3,}");

    private final MailSettings settings;
    private final Texts texts;
    private final MailTimes times;
    private final NoticeDetails details;

    /** @throws IllegalArgumentException if the pattern of times is wrong in a language */
    EmailComposer(MailSettings settings, Texts texts) {
        this.settings = settings;
        this.texts = texts;
        this.times = new MailTimes(texts);
        this.details = new NoticeDetails(texts, times);
    }

    /** The texts of mails that are shipped, changed and completed by those of the operator. */
    static Texts texts(MailSettings settings) {
        return Texts.load(EmailComposer.class, "mails", settings.templates());
    }

    /** @param links path and query of each */
    EmailMessage compose(Mail mail, MailRequestId request, Links links) {
        var content = content(mail, request, links);
        return new EmailMessage(
                request + "." + key(mail.kind()),
                mail.to(),
                content.subject(),
                render(TEXT, "mail_text", content),
                render(HTML, "mail", content));
    }

    private EmailContent content(Mail mail, MailRequestId request, Links links) {
        var language = mail.language();
        return new EmailContent(
                texts.languages().contains(language) ? language.tag() : Language.ENGLISH.tag(),
                texts.text(language, key(mail.kind()) + ".subject", settings.product()),
                greeting(mail),
                new Blocks(mail, request, links).all(),
                settings.product(),
                settings.link("/"),
                settings.color());
    }

    private static String key(MailKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String greeting(Mail mail) {
        var name = mail.name();
        return name == null || name.isErased() || MisleadingText.isMisleading(name.value())
                ? texts.text(mail.language(), "greeting")
                : texts.text(mail.language(), "greeting.name", name.value());
    }

    /** The parts of one mail, in their order. */
    private final class Blocks {

        private final Mail mail;
        private final MailRequestId request;
        private final Links links;
        private final List<Block> blocks = new ArrayList<>();

        Blocks(Mail mail, MailRequestId request, Links links) {
            this.mail = mail;
            this.request = request;
            this.links = links;
        }

        List<Block> all() {
            paragraphs(key(mail.kind()) + ".before");
            links.main().ifPresent(this::mainLink);
            if (mail.kind() == MailKind.SIGN_UP_ATTEMPTED) {
                blocks.add(new Url(settings.link("/forgot-password")));
            }
            paragraphs(key(mail.kind()) + ".after");
            if (mail.endsApiKeys()) {
                paragraphs(key(mail.kind()) + ".ends-keys");
            }
            links.notMe().ifPresent(this::notMe);
            return List.copyOf(blocks);
        }

        private void mainLink(String link) {
            var once = mail.kind() == MailKind.VERIFY_EMAIL
                    || mail.kind() == MailKind.RESET_PASSWORD
                    || mail.kind() == MailKind.MAGIC_LINK
                    || mail.kind() == MailKind.CHANGE_EMAIL;
            button(key(mail.kind()) + ".button", link);
            Optional.ofNullable(mail.expiresAt())
                    .ifPresent(expiry ->
                            paragraph(once ? "link.once" : "link.confirm", times.text(mail.language(), expiry)));
        }

        private void notMe(String link) {
            if (links.main().isPresent()) {
                blocks.add(new Url(settings.link(link)));
                return;
            }
            var notice = mail.notice();
            if (notice != null) {
                blocks.add(new Details(details.of(mail.language(), notice)));
            }
            paragraph("notice.mine");
            paragraph("notice.not-mine");
            button("notice.button", link);
            paragraph(
                    "link.confirm",
                    times.text(mail.language(), request.requestedAt().plus(SecureAccount.WINDOW)));
            if (notice != null && notice.last()) {
                paragraph("notice.last");
            }
        }

        private void button(String key, String link) {
            blocks.add(new Button(
                    texts.text(mail.language(), key), settings.link(link), texts.text(mail.language(), "link.copy")));
        }

        private void paragraph(String key, Object... values) {
            blocks.add(new Paragraph(texts.text(mail.language(), key, values)));
        }

        /** None if no text has this key. */
        private void paragraphs(String key) {
            if (texts.keys().contains(key)) {
                for (var text : PARAGRAPH_END.split(texts.text(mail.language(), key, settings.product()))) {
                    blocks.add(new Paragraph(text));
                }
            }
        }
    }

    private static String render(TemplateEngine templates, String name, EmailContent content) {
        var output = new StringOutput();
        templates.render("mail/" + name + ".jte", Map.of("mail", content), output);
        return BLANK_LINES.matcher(output.toString().strip()).replaceAll("\n\n") + "\n";
    }

    private static TemplateEngine templates(ContentType type) {
        return TemplateEngine.createPrecompiled(
                null, type, EmailComposer.class.getClassLoader(), "org.keyledger.consumer");
    }
}
