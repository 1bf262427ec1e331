package org.keyledger.server.wiring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keyledger.consumer.mail.SmtpSettings;
import org.keyledger.consumer.mail.SmtpSettings.Security;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of the mail server, as they are bound from the environment.
 *
 * @param security null for the default of the port: TLS on 465, STARTTLS on 587, none on any other
 */
@ConfigurationProperties("keyledger.smtp")
record SmtpServerSettings(
        String host,
        int port,
        @Nullable String username,
        @Nullable String password,
        @Nullable Security security,
        String from,
        Duration timeout) {

    private static final int TLS_PORT = 465;
    private static final int SUBMISSION_PORT = 587;

    SmtpSettings toSmtpSettings() {
        return new SmtpSettings(
                host, port, textOrNull(username), textOrNull(password), securityOrDefault(), from, timeout);
    }

    private Security securityOrDefault() {
        if (security != null) {
            return security;
        }
        return switch (port) {
            case TLS_PORT -> Security.TLS;
            case SUBMISSION_PORT -> Security.STARTTLS;
            default -> Security.NONE;
        };
    }

    private static @Nullable String textOrNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    /** Without user name and password. */
    @Override
    public String toString() {
        return "SmtpServerSettings[" + host + ":" + port + "]";
    }
}
