package org.keyledger.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
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

@DisplayName("Reading and validating the settings")
class SettingsTest {

    @TempDir
    private Path folder;

    @Test
    void has_defaults_for_a_first_try() {
        var settings = bind(environment(Map.of()));

        assertThat(settings.data()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.masterKeyFile()).isEqualTo(settings.data().resolve("master.key"));
        assertThat(settings.publicUrl()).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(settings.embedsBroker()).isTrue();
        assertThat(settings.brokers()).isEqualTo("localhost:9092");
        assertThat(settings.mail()).isEqualTo(MailMode.MAILBOX);
    }

    @Test
    void reads_each_from_the_environment() {
        var settings = bind(environment(Map.of(
                "SERVER_PORT", "8123",
                "KEYLEDGER_DATA", "/srv/keyledger",
                "KEYLEDGER_MASTER_KEY_FILE", "/run/secrets/key",
                "PUBLIC_URL", "https://id.example.com/",
                "KAFKA_BOOTSTRAP_SERVERS", "a:9092,b:9092",
                "SMTP_HOST", "mail.example.com")));

        assertThat(settings.data()).isEqualTo(Path.of("/srv/keyledger"));
        assertThat(settings.masterKeyFile()).isEqualTo(Path.of("/run/secrets/key"));
        assertThat(settings.publicUrl()).isEqualTo(URI.create("https://id.example.com"));
        assertThat(settings.embedsBroker()).isFalse();
        assertThat(settings.brokers()).isEqualTo("a:9092,b:9092");
        assertThat(settings.mail()).isEqualTo(MailMode.SMTP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SERVER_PORT | eighty | server.port (SERVER_PORT) must be a whole number, was \"eighty\"",
                "SERVER_PORT | 70000 | server.port (SERVER_PORT) must be between 0 and 65535, was 70000",
                "KEYLEDGER_KAFKA_PORT | many | keyledger.kafka-port (KEYLEDGER_KAFKA_PORT) must be a whole number, was"
                        + " \"many\"",
                "KEYLEDGER_KAFKA_PORT | 70000 | keyledger.kafka-port (KEYLEDGER_KAFKA_PORT) must be between 0 and 65535,"
                        + " was 70000",
                "KEYLEDGER_MANAGEMENT_PORT | 70000 | keyledger.management.port (KEYLEDGER_MANAGEMENT_PORT) must be between 0"
                        + " and 65535, was 70000",
                "KEYLEDGER_MANAGEMENT_PORT | 8080 | keyledger.management.port (KEYLEDGER_MANAGEMENT_PORT) must be another"
                        + " port than that of the API (SERVER_PORT), was 8080 for both",
                "KEYLEDGER_MANAGEMENT_ADDRESS | example.com | keyledger.management.address (KEYLEDGER_MANAGEMENT_ADDRESS)"
                        + " must be an IP address, was \"example.com\"",
                "KEYLEDGER_MANAGEMENT_HOSTS | metrics.internal:8081 | keyledger.management.hosts"
                        + " (KEYLEDGER_MANAGEMENT_HOSTS) must be host names without port, separated by commas, was"
                        + " \"metrics.internal:8081\"",
                "PUBLIC_URL | https://id.example.com | keyledger.mail (KEYLEDGER_MAIL) must be set, because"
                        + " keyledger.public-url (PUBLIC_URL) is https://id.example.com: set SMTP_HOST to send mails, or"
                        + " KEYLEDGER_MAIL=mailbox to show them on the management listener only, or KEYLEDGER_MAIL=off for"
                        + " none",
                "KEYLEDGER_MAIL | pigeon | keyledger.mail (KEYLEDGER_MAIL) must be one of smtp, mailbox, off, was"
                        + " \"pigeon\"",
                "KEYLEDGER_MAIL | smtp | keyledger.smtp.host (SMTP_HOST) must be the name of a mail server if"
                        + " keyledger.mail (KEYLEDGER_MAIL) is smtp, else empty, was \"\"",
                "KEYLEDGER_LOG_FORMAT | xml | logging.structured.format.file (KEYLEDGER_LOG_FORMAT) must be ecs, gelf,"
                        + " logstash or empty, was \"xml\"",
                "PUBLIC_URL | ftp://example.com | keyledger.public-url (PUBLIC_URL) must be an http or https URL with a"
                        + " host and without user, query and fragment, such as https://id.example.com, was"
                        + " \"ftp://example.com\"",
                "PUBLIC_URL | id.example.com | keyledger.public-url (PUBLIC_URL) must be an http or https URL with a"
                        + " host and without user, query and fragment, such as https://id.example.com, was"
                        + " \"id.example.com\"",
            })
    void names_property_variable_bound_and_value_of_an_invalid_setting(String name, String value, String message) {
        // given
        var variables = Map.<String, Object>of(name, value);

        // when / then
        assertThatThrownBy(() -> check(variables))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:9000",
                "https://LOCALHOST",
                "http://127.0.0.1",
                "http://127.5.6.7:80",
                "http://[::1]:8080"
            })
    void needs_no_choice_of_mail_on_this_machine(String publicUrl) {
        assertThat(bind(check(Map.of("PUBLIC_URL", publicUrl))).mail()).isEqualTo(MailMode.MAILBOX);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com",
                "https://localhost.example.com",
                "http://evil.localhost",
                "http://10.0.0.7:8080",
                "http://0.0.0.0:8080",
                "http://[2001:db8::7]"
            })
    void needs_a_choice_of_mail_elsewhere(String publicUrl) {
        assertThatThrownBy(() -> check(Map.of("PUBLIC_URL", publicUrl)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContainingAll("KEYLEDGER_MAIL", "SMTP_HOST", publicUrl);
        assertThat(bind(check(Map.of("PUBLIC_URL", publicUrl, "KEYLEDGER_MAIL", "mailbox")))
                        .mail())
                .isEqualTo(MailMode.MAILBOX);
        assertThat(bind(check(Map.of("PUBLIC_URL", publicUrl, "SMTP_HOST", "mail.example.com")))
                        .mail())
                .isEqualTo(MailMode.SMTP);
    }

    @Test
    void refuses_an_unknown_variable() {
        // given
        var variables = Map.<String, Object>of("KEYLEDGER_LIMTS", "off");

        // when / then
        assertThatThrownBy(() -> check(variables))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("KEYLEDGER_LIMTS is not a setting, did you mean KEYLEDGER_LIMITS? docs/configuration.md"
                        + " describes all settings.");
    }

    @ParameterizedTest
    @CsvSource({
        "KEYLEDGER_KAFKA_PORT, tcp://10.0.0.1:9092, keyledger.kafka-port, 9092",
        "SERVER_PORT, tcp://10.0.0.1:80, server.port, 8080",
        "SMTP_PORT, udp://10.0.0.1:25, keyledger.smtp.port, 587",
    })
    void has_the_default_instead_of_a_service_link(String name, String value, String property, int expected) {
        var environment = check(Map.of(name, value));

        assertThat(environment.getProperty(property, Integer.class)).isEqualTo(expected);
        assertThat(Binder.get(environment).bind(property, Integer.class).get()).isEqualTo(expected);
    }

    @Test
    void keeps_all_other_variables_beside_a_service_link() {
        var environment = check(Map.of("KEYLEDGER_KAFKA_PORT", "tcp://10.0.0.1:9092", "SERVER_PORT", "8123"));

        assertThat(environment.getProperty("server.port")).isEqualTo("8123");
        assertThat(bind(environment).data()).isEqualTo(folder);
    }

    @Test
    void refuses_a_folder_that_is_a_file() throws IOException {
        var file = Files.createFile(folder.resolve("data"));

        assertThatThrownBy(() -> check(Map.of("KEYLEDGER_DATA", file.toString())))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(file + " is a file")
                .hasMessageContaining("KEYLEDGER_DATA");
    }

    @Test
    void chooses_free_ports_for_port_0() {
        var environment = check(Map.of("SERVER_PORT", "0", "KEYLEDGER_KAFKA_PORT", "0"));

        var port = environment.getRequiredProperty("server.port", Integer.class);
        assertThat(port).isPositive();
        assertThat(bind(environment).publicUrl()).hasPort(port);
        assertThat(bind(environment).kafkaPort()).isPositive().isNotEqualTo(port);
    }

    /** Checks the settings as the program does, with a data folder of this test. */
    private ConfigurableEnvironment check(Map<String, Object> variables) {
        var all = new HashMap<String, Object>(Map.of("KEYLEDGER_DATA", folder.toString()));
        all.putAll(variables);
        var environment = environment(all);
        SettingsCheck.check(environment);
        return environment;
    }

    private static Settings bind(ConfigurableEnvironment environment) {
        return Binder.get(environment).bind("keyledger", Settings.class).get();
    }

    private static ConfigurableEnvironment environment(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        var sources = environment.getPropertySources();
        sources.forEach(source -> sources.remove(source.getName()));
        sources.addLast(new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
        try {
            new YamlPropertySourceLoader()
                    .load("application.yml", new ClassPathResource("application.yml"))
                    .forEach(sources::addLast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return environment;
    }
}
