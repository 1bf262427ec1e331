package org.keyledger.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.io.ClassPathResource;

@DisplayName("Reading the properties of Kafka clients")
class KafkaClientPropertiesTest {

    private static final String SECRET = "a secret of the cluster";
    private static final String LOGIN =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"u\" password=\"" + SECRET
                    + "\";";

    @TempDir
    private Path folder;

    @Test
    @DisplayName("takes those of the file, brokers included")
    void takes_those_of_the_file_brokers_included() throws IOException {
        var read = read(file("""
            # as Confluent Cloud generates it
            bootstrap.servers=pkc-1.eu-central-1.aws.confluent.cloud:9092
            security.protocol=SASL_SSL
            sasl.jaas.config=%s
            sasl.mechanism=PLAIN
            client.dns.lookup=use_all_dns_ips
            session.timeout.ms=45000
            acks=all
            client.id=keyledger
            """.formatted(LOGIN)));

        assertThat(read)
                .containsEntry("bootstrap.servers", "pkc-1.eu-central-1.aws.confluent.cloud:9092")
                .containsEntry("security.protocol", "SASL_SSL")
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("sasl.jaas.config", LOGIN)
                .containsEntry("session.timeout.ms", "45000");
    }

    @Test
    @DisplayName("takes variables, which win over the file")
    void takes_variables_which_win_over_the_file() throws IOException {
        var truststore = Files.writeString(folder.resolve("ca.pem"), "");
        var variables = new HashMap<>(file("""
            bootstrap.servers=from-file:9092
            security.protocol=SSL
            sasl.mechanism=PLAIN
            """));
        variables.put("KAFKA_BOOTSTRAP_SERVERS", "from-variable:9092");
        variables.put("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        variables.put("KAFKA_SASL_MECHANISM", "SCRAM-SHA-512");
        variables.put("KAFKA_SASL_JAAS_CONFIG", LOGIN);
        variables.put("KAFKA_SSL_TRUSTSTORE_TYPE", "PEM");
        variables.put("KAFKA_SSL_TRUSTSTORE_LOCATION", truststore.toString());
        variables.put("KAFKA_SSL_ENDPOINT_IDENTIFICATION_ALGORITHM", "");
        variables.put("KAFKA_SSL_KEYSTORE_LOCATION", "");
        variables.put("KAFKA_SSL_PORT", "tcp://10.0.0.1:9093");
        variables.put("KAFKA_HOME", "/opt/kafka");

        assertThat(read(variables))
                .containsOnly(
                        Map.entry("bootstrap.servers", "from-variable:9092"),
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("sasl.mechanism", "SCRAM-SHA-512"),
                        Map.entry("sasl.jaas.config", LOGIN),
                        Map.entry("ssl.truststore.type", "PEM"),
                        Map.entry("ssl.truststore.location", truststore.toString()),
                        Map.entry("ssl.endpoint.identification.algorithm", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "security.protocl=SSL | must have known properties of Kafka clients only, has \"security.protocl\"",
                "schema.registry.url=https://x | has \"schema.registry.url\": remove it",
                "security.protocol=TLS | Invalid value TLS for configuration security.protocol",
                "session.timeout.ms=long | Invalid value long for configuration session.timeout.ms",
                "acks=1 | must not have \"acks\", which Keyledger sets itself: remove it",
                "enable.idempotence=false | must not have \"enable.idempotence\"",
                "group.id=mine | must not have \"group.id\"",
                "transactional.id=mine | must not have \"transactional.id\"",
                "isolation.level=read_uncommitted | must not have \"isolation.level\"",
                "compression.type=lz4 | must not have \"compression.type\"",
                "interceptor.classes=x.Y | must not have \"interceptor.classes\"",
                "ssl.truststore.location=/no/such/file | must have a readable file as ssl.truststore.location",
            })
    @DisplayName("refuses a property of the file that is unknown, invalid or fixed")
    void refuses_a_property_of_the_file_that_is_unknown_invalid_or_fixed(String line, String message)
            throws IOException {
        var variables = file("bootstrap.servers=a:9092\n" + line + "\n");

        assertThatThrownBy(() -> check(variables))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith("keyledger.kafka-config-file (KAFKA_CONFIG_FILE) ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({
        "KAFKA_SSL_TRUSTORE_LOCATION, /x, kafka.ssl.trustore.location (KAFKA_SSL_TRUSTORE_LOCATION) must have known",
        "KAFKA_SECURITY_PROTOCOL, TLS, kafka.security.protocol (KAFKA_SECURITY_PROTOCOL) must have valid values",
        "KAFKA_SECURITY_PROTOCOL, SASL_SSL, kafka.sasl.jaas.config (KAFKA_SASL_JAAS_CONFIG) must be",
    })
    @DisplayName("names an invalid variable")
    void names_an_invalid_variable(String name, String value, String message) {
        assertThatThrownBy(() -> check(Map.of("KAFKA_BOOTSTRAP_SERVERS", "a:9092", name, value)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageStartingWith(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.kafka.common.security.plain.PlainLoginModule required password=" + SECRET,
                "password=\"" + SECRET + "\"",
                SECRET
            })
    @DisplayName("shows no secret")
    void shows_no_secret(String login) throws IOException {
        var variables = Map.<String, Object>of(
                "KAFKA_BOOTSTRAP_SERVERS", "a:9092",
                "KAFKA_SECURITY_PROTOCOL", "SASL_SSL",
                "KAFKA_SASL_JAAS_CONFIG", login);
        assertThatThrownBy(() -> check(variables))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageNotContaining(SECRET);

        var valid = environment(file("bootstrap.servers=a:9092\nsasl.jaas.config=" + LOGIN + "\n"));
        assertThat(KafkaClientProperties.read(settings(valid), valid).toString())
                .contains("sasl.jaas.config")
                .doesNotContain(SECRET);
    }

    @Test
    @DisplayName("refuses a file that cannot be read")
    void refuses_a_file_that_cannot_be_read() {
        assertThatThrownBy(() -> check(Map.of("KAFKA_CONFIG_FILE", folder.resolve("none").toString())))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("must be a readable properties file, was " + folder.resolve("none"));
    }

    @Test
    @DisplayName("refuses properties without brokers")
    void refuses_properties_without_brokers() {
        assertThatThrownBy(() -> check(Map.of("KAFKA_SECURITY_PROTOCOL", "SSL")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("KAFKA_BOOTSTRAP_SERVERS")
                .hasMessageContaining("security.protocol");
    }

    private Map<String, Object> file(String content) throws IOException {
        var file = Files.writeString(folder.resolve("client.properties"), content);
        return Map.of("KAFKA_CONFIG_FILE", file.toString());
    }

    private Map<String, Object> read(Map<String, Object> variables) {
        var environment = environment(variables);
        var settings = settings(environment);
        return KafkaClientProperties.read(settings, environment).forBrokers(settings.brokers());
    }

    private void check(Map<String, Object> variables) {
        SettingsCheck.check(environment(variables));
    }

    private static Settings settings(ConfigurableEnvironment environment) {
        return Binder.get(environment).bind("keyledger", Settings.class).get();
    }

    private ConfigurableEnvironment environment(Map<String, Object> variables) {
        var all = new HashMap<>(variables);
        all.put("KEYLEDGER_DATA", folder.resolve("data").toString());
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        var name = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        sources.replace(name, new SystemEnvironmentPropertySource(name, all));
        try {
            new YamlPropertySourceLoader()
                    .load("application", new ClassPathResource("application.yml"))
                    .forEach(sources::addLast);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return environment;
    }
}
