package org.keyledger.consumer.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.Setting;

/**
 * Settings of the SMTP server that mails are sent to.
 *
 * @param host the name of the server
 * @param username together with {@code password}, if the server requires them
 * @param from the sender that recipients see
 * @param timeout for connecting and for each response
 */
public record SmtpSettings(
        String host,
        int port,
        @Nullable String username,
        @Nullable String password,
        Security security,
        String from,
        Duration timeout) {

    /** Encryption of the connection. */
    public enum Security {
        /** No encryption: for a server on the same machine or network. */
        NONE,
        /** STARTTLS (RFC 3207). A server that does not offer it is an error. */
        STARTTLS,
        /** Implicit TLS (RFC 8314, section 3.3). */
        TLS
    }

    /** Checked where the value of {@code keyledger.mail} is known. */
    public static final Setting<String> HOST = Setting.of(
            "keyledger.smtp.host",
            Bound.any("the name of a mail server if keyledger.mail is smtp, else empty"),
            "The mail server.");

    static final Setting<Integer> PORT = Setting.of(
            "keyledger.smtp.port",
            Bound.between(1, 65_535),
            "Port of the mail server: 587 for STARTTLS, 465 for TLS, 25 within a private network.");

    static final Setting<String> USERNAME = Setting.of(
            "keyledger.smtp.username",
            Bound.any("set if keyledger.smtp.password is, else empty"),
            "User name at the mail server. Empty: no authentication.");

    static final Setting<String> PASSWORD = Setting.secret(
            "keyledger.smtp.password",
            Bound.any("set if keyledger.smtp.username is, else empty"),
            "Password at the mail server.");

    static final Setting<Security> SECURITY = Setting.of(
            "keyledger.smtp.security",
            Bound.any("starttls or tls if keyledger.smtp.username is set, else none, starttls, tls or empty"),
            "Encryption of the connection. Empty: tls on port 465, starttls on port 587, none on any other. With a user"
                    + " name it must be encrypted, because password and links in mails would be readable.");

    static final Setting<String> FROM = Setting.of(
            "keyledger.smtp.from", Bound.any("an e-mail address, with or without a name"), "The sender of all mails.");

    static final Setting<Duration> TIMEOUT = Setting.of(
            "keyledger.smtp.timeout", Bound.positiveDuration(), "Timeout for connecting and for each response.");

    public SmtpSettings {
        PASSWORD.require("", (username == null) == (password == null));
        if (username != null && security == Security.NONE) {
            throw SECURITY.toInvalidSettingException("none");
        }
        PORT.require(port);
        TIMEOUT.require(timeout);
    }

    @Override
    public String toString() {
        return "SmtpSettings[" + host + ":" + port + ", " + security + "]";
    }
}
