package org.keyledger.consumer.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.keyledger.consumer.subscription.RetryLaterException;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Sends letters by SMTP (RFC 5321): returns when the server has taken responsibility. */
public final class SmtpTransport implements MailTransport {

    private final JavaMailSenderImpl sender;
    private final SmtpSettings settings;

    public SmtpTransport(SmtpSettings settings) {
        this.settings = settings;
        this.sender = JavaMailSenderFactory.create(settings);
    }

    @Override
    public void send(EmailMessage letter) {
        try {
            sender.send(message(letter));
        } catch (MailException e) {
            throw toException(e);
        } catch (MessagingException e) {
            throw new PermanentMailFailureException(
                    "it cannot be written: " + e.getClass().getSimpleName());
        }
    }

    private MimeMessage message(EmailMessage letter) throws MessagingException {
        var message = new FixedIdMimeMessage(sender.getSession(), "<" + letter.id() + "@" + senderDomain() + ">");
        var helper = new MimeMessageHelper(message, true, UTF_8.name());
        helper.setFrom(settings.from());
        helper.setTo(address(letter.to()));
        helper.setSubject(letter.subject());
        helper.setText(letter.text(), letter.html());
        message.setHeader("Auto-Submitted", "auto-generated");
        return message;
    }

    /** The local part as its owner wrote it, the domain as DNS knows it. */
    private static InternetAddress address(EmailAddress to) throws MessagingException {
        var stored = to.stored();
        var localPart = stored.substring(0, stored.lastIndexOf('@'));
        return new InternetAddress(localPart + "@" + to.domain());
    }

    private String senderDomain() {
        var at = settings.from().lastIndexOf('@');
        return settings.from().substring(at + 1).replace(">", "").strip();
    }

    private RuntimeException toException(MailException e) {
        return SmtpFailure.of(e)
                .<RuntimeException>map(SmtpFailure::toException)
                .orElseGet(() -> new RetryLaterException("the mail server " + settings.host() + ":" + settings.port()
                        + " takes no mails: " + SmtpFailure.rootCauseName(e)));
    }
}
