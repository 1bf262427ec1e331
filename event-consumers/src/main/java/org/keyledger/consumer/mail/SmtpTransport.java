package org.keyledger.consumer.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import org.keyledger.consumer.subscription.RetryLaterException;
import org.keyledger.kernel.user.EmailAddress;
import org.springframework.mail.MailException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;

/** Sends mails by SMTP (RFC 5321); returns when the server has accepted responsibility. */
public final class SmtpTransport implements MailTransport {

    private final JavaMailSenderImpl sender;
    private final SmtpSettings settings;

    public SmtpTransport(SmtpSettings settings) {
        this.settings = settings;
        this.sender = JavaMailSenderFactory.create(settings);
    }

    @Override
    public void send(EmailMessage message) {
        try {
            sender.send(toMimeMessage(message));
        } catch (MailException e) {
            throw toException(e);
        } catch (MessagingException e) {
            throw new PermanentMailFailureException(
                    "Could not create the message: " + e.getClass().getSimpleName());
        }
    }

    private MimeMessage toMimeMessage(EmailMessage message) throws MessagingException {
        var mimeMessage = new FixedIdMimeMessage(sender.getSession(), "<" + message.id() + "@" + senderDomain() + ">");
        var helper = new MimeMessageHelper(mimeMessage, true, UTF_8.name());
        helper.setFrom(settings.from());
        helper.setTo(address(message.to()));
        helper.setSubject(message.subject());
        helper.setText(message.text(), message.html());
        mimeMessage.setHeader("Auto-Submitted", "auto-generated");
        return mimeMessage;
    }

    /** The local part as its owner entered it, the domain in its ASCII form. */
    private static InternetAddress address(EmailAddress to) throws MessagingException {
        return new InternetAddress(to.recipient().orElseThrow(() -> new AddressException("no recipient")));
    }

    private String senderDomain() {
        var at = settings.from().lastIndexOf('@');
        return settings.from().substring(at + 1).replace(">", "").strip();
    }

    private RuntimeException toException(MailException e) {
        return SmtpFailure.of(e)
                .<RuntimeException>map(SmtpFailure::toException)
                .orElseGet(() -> new RetryLaterException("Mail server " + settings.host() + ":" + settings.port()
                        + " is unavailable: " + SmtpFailure.rootCauseName(e)));
    }
}
