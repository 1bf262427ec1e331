package org.keyledger.consumer.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The server that takes our mails.
 *
 * @param host its name
 * @param port 587 with STARTTLS, 465 with TLS from the start, 25 in one's own network
 * @param username whom we are, where it asks; with {@code password}
 * @param security how the connection is kept private
 * @param from the sender that people see
 * @param timeout for connecting and for each answer
 */
public record SmtpSettings(
        String host,
        int port,
        @Nullable String username,
        @Nullable String password,
        Security security,
        String from,
        Duration timeout) {

    /** How the connection to the server is kept private. */
    public enum Security {
        /** Not at all: for a server on the same machine. */
        NONE,
        /** STARTTLS (RFC 3207), refused if the server does not offer it. */
        STARTTLS,
        /** TLS from the first byte (RFC 8314, section 3.3). */
        TLS
    }

    public SmtpSettings {
        if ((username == null) != (password == null)) {
            throw new IllegalArgumentException("SMTP_USERNAME and SMTP_PASSWORD go together");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("SMTP_PORT is a port, not " + port);
        }
    }

    @Override
    public String toString() {
        return "SmtpSettings[" + host + ":" + port + ", " + security + "]";
    }
}
