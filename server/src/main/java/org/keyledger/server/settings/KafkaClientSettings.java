package org.keyledger.server.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.keyledger.kernel.settings.InvalidSettingException;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The operator's properties for every Kafka client: those of the file {@code KAFKA_CONFIG_FILE}, and variables for
 * authentication and TLS, which win. A variable has the name that Kafka's images give it: {@code sasl.mechanism} is
 * {@code KAFKA_SASL_MECHANISM}. Values may be secret; {@link #toString} has none.
 */
public final class KafkaClientSettings {

    /** Other variables that begin with {@code KAFKA_} are not properties of clients. */
    private static final Pattern VARIABLE = Pattern.compile("KAFKA_(SECURITY_PROTOCOL|(SASL|SSL)_[A-Z0-9_]+)");

    /** The only variable whose empty value has a meaning: host names are not verified. */
    private static final String ENDPOINT_IDENTIFICATION = "KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM";

    private final Map<String, String> fromFile;
    private final Map<String, String> fromVariables;

    private KafkaClientSettings(Map<String, String> fromFile, Map<String, String> fromVariables) {
        this.fromFile = fromFile;
        this.fromVariables = fromVariables;
    }

    /**
     * Reads file and variables.
     *
     * @throws InvalidSettingException if the file cannot be read, or a property is unknown, invalid or not the operator's
     */
    public static KafkaClientSettings read(Settings settings, ConfigurableEnvironment environment) {
        var fromFile = readFile(settings.kafkaConfigFile());
        var fromVariables = new HashMap<String, String>();
        SettingsCheck.variables(environment).forEach((name, value) -> {
            if (isProperty(name, value)) {
                fromVariables.put(property(name), value);
            }
        });
        var rules = new KafkaClientPropertyRules();
        fromFile.forEach((name, value) -> rules.check(Settings.KAFKA_CONFIG_FILE.property(), name, value));
        fromVariables.forEach((name, value) -> rules.check("kafka." + name, name, value));
        var properties = new KafkaClientSettings(fromFile, fromVariables);
        rules.checkAll(properties.merged());
        properties.requireCluster(settings);
        return properties;
    }

    /** The value of {@code bootstrap.servers} in a file; empty if there is none. */
    static String bootstrapServers(String file) {
        return readFile(file)
                .getOrDefault(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, "")
                .strip();
    }

    /** The properties for a client of these brokers. */
    public Map<String, Object> forBrokers(String bootstrapServers) {
        var connection = new HashMap<String, Object>(merged());
        connection.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return connection;
    }

    /** Names only. */
    @Override
    public String toString() {
        return "KafkaClientSettings" + new TreeMap<>(merged()).keySet();
    }

    private Map<String, String> merged() {
        var merged = new HashMap<>(fromFile);
        merged.putAll(fromVariables);
        return merged;
    }

    private void requireCluster(Settings settings) {
        if (settings.embedsBroker() && !merged().isEmpty()) {
            throw new InvalidSettingException(
                    Settings.KAFKA_BOOTSTRAP_SERVERS.property(),
                    "must be set if there are properties for Kafka clients ("
                            + String.join(", ", new TreeMap<>(merged()).keySet())
                            + "): they are not for the broker in this process");
        }
    }

    private static boolean isProperty(String name, String value) {
        return VARIABLE.matcher(name).matches()
                && !ServiceLinkFilter.isServiceLink(name, value)
                && (!value.isBlank() || name.equals(ENDPOINT_IDENTIFICATION));
    }

    /** {@code KAFKA_SSL_KEY_PASSWORD} is {@code ssl.key.password}. */
    private static String property(String variable) {
        return variable.substring("KAFKA_".length()).toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static Map<String, String> readFile(String file) {
        var properties = new Properties();
        if (!file.isBlank()) {
            try (var reader = Files.newBufferedReader(Path.of(file))) {
                properties.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                throw new InvalidSettingException(
                        Settings.KAFKA_CONFIG_FILE.property(),
                        "must be a readable properties file, was " + file + " ("
                                + e.getClass().getSimpleName() + ")");
            }
        }
        var byName = new HashMap<String, String>();
        properties.stringPropertyNames().forEach(name -> byName.put(name, properties.getProperty(name)));
        return byName;
    }
}
