package org.keyledger.server.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What every role needs to know. The defaults and the names in the environment are in {@code application.yml}.
 *
 * @param data the folder that holds everything
 * @param masterKeyFile what the vault's keys are wrapped with
 * @param witnessFile remembers how far the ledger had come
 * @param publicUrl how the world reaches the service, without a slash at its end
 * @param kafkaBootstrapServers a broker elsewhere; empty runs one here
 * @param kafkaPort of the broker here
 * @param mail by default the mailbox page, or a mail server as soon as one is named
 * @param smtp the mail server, as far as it decides on the transport
 */
@ConfigurationProperties("keyledger")
public record Settings(
        Path data,
        Path masterKeyFile,
        Path witnessFile,
        URI publicUrl,
        String kafkaBootstrapServers,
        int kafkaPort,
        @Nullable MailMode mail,
        Smtp smtp) {

    /** @param host empty for none */
    public record Smtp(String host) {}

    public Settings {
        data = data.toAbsolutePath().normalize();
        masterKeyFile = masterKeyFile.toAbsolutePath().normalize();
        witnessFile = witnessFile.toAbsolutePath().normalize();
        publicUrl = requireValid(publicUrl);
        requireValidPort(kafkaPort);
        mail = Objects.requireNonNullElse(mail, smtp.host().isBlank() ? MailMode.MAILBOX : MailMode.SMTP);
        if (mail == MailMode.SMTP && smtp.host().isBlank()) {
            throw new InvalidConfigurationException("KEYLEDGER_MAIL says smtp, and SMTP_HOST names no mail server."
                    + " Set SMTP_HOST (and SMTP_PORT), or let KEYLEDGER_MAIL be mailbox or off.");
        }
    }

    /** Never null: what is not said was decided when this was made. */
    @Override
    public MailMode mail() {
        return Objects.requireNonNull(mail);
    }

    public boolean embedsBroker() {
        return kafkaBootstrapServers.isBlank();
    }

    /** Where the topics are. */
    public String brokers() {
        return embedsBroker() ? "localhost:" + kafkaPort : kafkaBootstrapServers;
    }

    public Path log() {
        return data.resolve("keyledger.log");
    }

    private static URI requireValid(URI url) {
        var scheme = String.valueOf(url.getScheme()).toLowerCase(Locale.ROOT);
        var bare = url.getRawQuery() == null && url.getRawFragment() == null && url.getRawUserInfo() == null;
        if (!(scheme.equals("http") || scheme.equals("https")) || url.getHost() == null || !bare) {
            throw new InvalidConfigurationException("PUBLIC_URL is " + url + ", and links in mails are made of it."
                    + " Give the address that people reach the service at, such as https://id.example.com.");
        }
        var text = url.toString();
        return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : url;
    }

    private static void requireValidPort(int port) {
        if (port < 0 || port > 65_535) {
            throw new InvalidConfigurationException(
                    "KEYLEDGER_KAFKA_PORT is " + port + ", and ports end at 65535. Give a free one, or 0 for any.");
        }
    }
}
