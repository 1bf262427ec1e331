package org.keyledger.server.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keyledger.consumer.mail.SmtpSettings;
import org.keyledger.gateway.problem.PublicSettings;
import org.keyledger.kernel.network.ClientAddress;
import org.keyledger.kernel.settings.Bound;
import org.keyledger.kernel.settings.InvalidSettingException;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Settings that the wiring needs. Defaults and names in the environment are in {@code application.yml}. */
@ConfigurationProperties("keyledger")
public record Settings(
        Path data,
        Path masterKeyFile,
        Path witnessFile,
        URI publicUrl,
        String kafkaBootstrapServers,
        int kafkaPort,
        String kafkaConfigFile,
        @Nullable MailMode mail,
        Smtp smtp) {

    static final Setting<Path> DATA = Setting.of(
            "keyledger.data",
            Bound.any("a folder that can be read and written"),
            "The folder for all data: ledger, read models, log, archive and the Kafka broker of this process. Created"
                    + " if it does not exist.");

    static final Setting<Path> MASTER_KEY_FILE = Setting.of(
            "keyledger.master-key-file",
            Bound.any("a file"),
            "The master key, which encrypts all keys in the vault. Created at the first start. Keep a copy of it: without"
                    + " it the data cannot be read.");

    static final Setting<Path> WITNESS_FILE = Setting.of(
            "keyledger.witness-file",
            Bound.any("a file"),
            "The last position of the ledger, written every second. A start with an older ledger is refused. Best on"
                    + " another disk than the data.");

    static final Setting<String> KAFKA_BOOTSTRAP_SERVERS = Setting.of(
            "keyledger.kafka-bootstrap-servers",
            Bound.any("empty, or host:port,host:port"),
            "The Kafka cluster that events are published to. Empty: `bootstrap.servers` of `KAFKA_CONFIG_FILE`; without"
                    + " both, a broker runs in this process.");

    static final Setting<Integer> KAFKA_PORT = Setting.of(
            "keyledger.kafka-port",
            Bound.between(0, 65_535),
            "Port of the Kafka broker in this process, on 127.0.0.1. 0: any free port.");

    static final Setting<String> KAFKA_CONFIG_FILE = Setting.of(
            "keyledger.kafka-config-file",
            Bound.any("empty, or a readable properties file"),
            "Properties of Kafka clients, such as `security.protocol`, for all clients of this process. The variables"
                    + " `KAFKA_SECURITY_PROTOCOL`, `KAFKA_SASL_…` and `KAFKA_SSL_…` win.");

    static final Setting<MailMode> MAIL = Setting.of(
            "keyledger.mail",
            Bound.any("smtp, mailbox, off or empty"),
            "`smtp`: mails are sent to `SMTP_HOST`. `mailbox`: they are kept in memory and shown on the page `/mailbox`"
                    + " of the management listener. `off`: no mail is sent, and every address counts as verified. Empty:"
                    + " `smtp` if `SMTP_HOST` is set, else `mailbox`, which is refused if `PUBLIC_URL` is not an address"
                    + " of this machine.");

    /** @param host empty for none */
    public record Smtp(String host) {}

    public Settings {
        data = data.toAbsolutePath().normalize();
        masterKeyFile = masterKeyFile.toAbsolutePath().normalize();
        witnessFile = witnessFile.toAbsolutePath().normalize();
        publicUrl = new PublicSettings(publicUrl).publicUrl();
        KAFKA_PORT.require(kafkaPort);
        if (kafkaBootstrapServers.isBlank()) {
            kafkaBootstrapServers = KafkaClientSettings.bootstrapServers(kafkaConfigFile);
        }
        var hasMailServer = !smtp.host().isBlank();
        requireMailChoice(mail != null || hasMailServer, publicUrl);
        mail = Objects.requireNonNullElse(mail, hasMailServer ? MailMode.SMTP : MailMode.MAILBOX);
        SmtpSettings.HOST.require(smtp.host(), hasMailServer || mail != MailMode.SMTP);
    }

    /** Without this choice, mails for people elsewhere would be shown on a page that only the operator can open. */
    private static void requireMailChoice(boolean chosen, URI publicUrl) {
        if (!chosen && !isLoopback(publicUrl.getHost())) {
            throw new InvalidSettingException(
                    MAIL.property(),
                    "must be set, because " + PublicSettings.PUBLIC_URL.property() + " is " + publicUrl
                            + ": set SMTP_HOST to send mails, or KEYLEDGER_MAIL=mailbox to show them on the management"
                            + " listener only, or KEYLEDGER_MAIL=off for none");
        }
    }

    private static boolean isLoopback(String host) {
        var address = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return host.equalsIgnoreCase("localhost")
                || ClientAddress.parse(address)
                        .filter(ClientAddress::isLoopback)
                        .isPresent();
    }

    /** Never null: a missing value was replaced by its default. */
    @Override
    public MailMode mail() {
        return Objects.requireNonNull(mail);
    }

    public boolean embedsBroker() {
        return kafkaBootstrapServers.isBlank();
    }

    /** Kafka's {@code bootstrap.servers}. */
    public String brokers() {
        return embedsBroker() ? "localhost:" + kafkaPort : kafkaBootstrapServers;
    }

    public Path log() {
        return data.resolve("keyledger.log");
    }
}
