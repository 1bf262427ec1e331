package org.keyledger.consumer.mail;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Properties;
import org.keyledger.consumer.mail.SmtpSettings.Security;
import org.springframework.mail.javamail.JavaMailSenderImpl;

/** Creates a Spring mail sender for an SMTP server. */
final class JavaMailSenderFactory {

    private JavaMailSenderFactory() {}

    static JavaMailSenderImpl create(SmtpSettings settings) {
        var sender = new JavaMailSenderImpl();
        sender.setHost(settings.host());
        sender.setPort(settings.port());
        sender.setUsername(settings.username());
        sender.setPassword(settings.password());
        sender.setDefaultEncoding(UTF_8.name());
        sender.setJavaMailProperties(properties(settings));
        return sender;
    }

    /**
     * Sets timeouts, which Jakarta Mail leaves infinite by default, and the check of the server's identity, without
     * which TLS does not authenticate the server.
     */
    private static Properties properties(SmtpSettings settings) {
        var properties = new Properties();
        var timeout = Long.toString(settings.timeout().toMillis());
        properties.setProperty("mail.smtp.connectiontimeout", timeout);
        properties.setProperty("mail.smtp.timeout", timeout);
        properties.setProperty("mail.smtp.writetimeout", timeout);
        properties.setProperty("mail.smtp.auth", Boolean.toString(settings.username() != null));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.setProperty("mail.smtp.ssl.enable", Boolean.toString(settings.security() == Security.TLS));
        properties.setProperty("mail.smtp.starttls.enable", Boolean.toString(settings.security() == Security.STARTTLS));
        properties.setProperty(
                "mail.smtp.starttls.required", Boolean.toString(settings.security() == Security.STARTTLS));
        properties.setProperty("mail.mime.allowutf8", "true");
        return properties;
    }
}
