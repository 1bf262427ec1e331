package org.keyledger.server.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;
import org.keyledger.kernel.settings.InvalidSettingException;

/** Which Kafka client properties an operator may set, checked at the start instead of at the first connection. */
final class KafkaClientPropertyRules {

    /** Properties that the order and the durability of events depend on, with the only value that is accepted. */
    private static final Map<String, Set<String>> FIXED = Map.ofEntries(
            Map.entry(ProducerConfig.ACKS_CONFIG, Set.of("all", "-1")),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, Set.of("true")),
            Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, Set.of("none")),
            Map.entry(ProducerConfig.TRANSACTIONAL_ID_CONFIG, Set.of()),
            Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, Set.of()),
            Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, Set.of()),
            Map.entry(ProducerConfig.PARTITIONER_CLASS_CONFIG, Set.of()),
            Map.entry(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, Set.of()),
            Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, Set.of("read_committed")),
            Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, Set.of("false")),
            Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, Set.of("earliest")),
            Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, Set.of("false")),
            Map.entry(ConsumerConfig.GROUP_ID_CONFIG, Set.of()),
            Map.entry(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, Set.of()),
            Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, Set.of()),
            Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, Set.of()),
            Map.entry(AdminClientConfig.BOOTSTRAP_CONTROLLERS_CONFIG, Set.of()));

    private final Map<String, ConfigDef.ConfigKey> known = new HashMap<>();

    KafkaClientPropertyRules() {
        known.putAll(ProducerConfig.configDef().configKeys());
        known.putAll(ConsumerConfig.configDef().configKeys());
        known.putAll(AdminClientConfig.configDef().configKeys());
    }

    /**
     * @param setting the setting that the property comes from
     * @throws InvalidSettingException if the property is unknown, invalid, or fixed and has another value
     */
    void check(String setting, String name, String value) {
        var key = known.get(name);
        if (key == null) {
            throw new InvalidSettingException(
                    setting, "must have known properties of Kafka clients only, has \"" + name + "\": remove it");
        }
        var fixed = FIXED.get(name);
        if (fixed != null && !fixed.contains(value.strip())) {
            throw new InvalidSettingException(
                    setting, "must not have \"" + name + "\", which Keyledger sets itself: remove it");
        }
        try {
            var parsed = ConfigDef.parseType(name, value, key.type);
            if (key.validator != null) {
                key.validator.ensureValid(name, parsed);
            }
        } catch (ConfigException e) {
            throw new InvalidSettingException(
                    setting,
                    "must have valid values for Kafka clients"
                            + (key.type == ConfigDef.Type.PASSWORD ? ": " + name : ": " + e.getMessage()));
        }
        if (name.equals(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG)
                || name.equals(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG)) {
            requireFile(setting, name, value);
        }
    }

    /** @throws InvalidSettingException if SASL is used and the login module is missing or malformed */
    void checkAll(Map<String, String> properties) {
        var protocol = properties.getOrDefault(AdminClientConfig.SECURITY_PROTOCOL_CONFIG, "");
        if (!protocol.startsWith("SASL_")) {
            return;
        }
        var login = new HashMap<String, Object>();
        var jaas = properties.get(SaslConfigs.SASL_JAAS_CONFIG);
        if (jaas != null) {
            login.put(SaslConfigs.SASL_JAAS_CONFIG, new Password(jaas));
        }
        try {
            JaasContext.loadClientContext(login);
        } catch (RuntimeException e) {
            throw new InvalidSettingException(
                    "kafka." + SaslConfigs.SASL_JAAS_CONFIG,
                    "must be \"<login module> required <option>=\\\"<value>\\\" …;\" if security.protocol is " + protocol);
        }
    }

    private static void requireFile(String setting, String name, String file) {
        try {
            if (Files.isReadable(Path.of(file))) {
                return;
            }
        } catch (InvalidPathException e) {
            // no file either
        }
        throw new InvalidSettingException(setting, "must have a readable file as " + name + ", was " + file);
    }
}
