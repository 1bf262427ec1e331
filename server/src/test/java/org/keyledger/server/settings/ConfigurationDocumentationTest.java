package org.keyledger.server.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.settings.Setting;

/** {@code docs/configuration.md} is generated from the settings; {@code -Dkeyledger.write-docs=true} writes it. */
@DisplayName("Documenting the settings in docs/configuration.md")
class ConfigurationDocumentationTest {

    private static final Path PAGE = Path.of("../docs/configuration.md");

    private static final String HEAD = """
        # Configuration

        Keyledger is configured by environment variables. All have a default: `./keyledger` starts without any.

        An invalid value stops the start with exit code 1 and one message that names the property, the variable, the accepted values and the value:

        ```
        keyledger.hashing.threads (KEYLEDGER_HASHING_THREADS) must be 0 or greater, was -1
        ```

        An unknown variable that begins with `KEYLEDGER_` stops the start too, and the message names the nearest known one. Variables that Kubernetes and Docker set for services with names that begin with "keyledger" are ignored: `…_SERVICE_HOST`, `…_SERVICE_PORT…`, `…_PORT_<n>_TCP…`, and `…_PORT` with a value that begins with `tcp://`, `udp://` or `sctp://`. A setting with such a value, for example `KEYLEDGER_KAFKA_PORT` beside a service `keyledger-kafka`, has its default.

        Durations are a number and a unit: `500ms`, `30s`, `10m`, `24h`, `30d`. A rate is a number of calls and a window: `20/10m` is 20 calls in 10 minutes. `on`, `true` and `yes` are the same, and so are `off`, `false` and `no`.

        A value that is secret, such as `SMTP_PASSWORD`, can be given as a file instead: [Deployment](operate/deployment.md) describes how. Every other property of Spring Boot, such as `SERVER_TOMCAT_THREADS_MAX`, can be set as well.
        """;

    private static final Map<String, List<String>> SUBJECTS = subjects();

    private final DocumentedSettings settings = new DocumentedSettings();

    @Test
    @DisplayName("describes each setting of application.yml that has a name in the environment")
    void describes_each_setting_of_application_yml_that_has_a_name_in_the_environment() {
        // given
        var named = settings.namedProperties();

        // when
        var declared = settings.declared().stream().map(Setting::property).toList();

        // then
        assertThat(named).isNotEmpty();
        assertThat(declared).doesNotHaveDuplicates().containsAll(named);
        assertThat(declared).isNotEmpty().allMatch(settings::isInApplicationYml);
    }

    @Test
    @DisplayName("has a subject for each setting")
    void has_a_subject_for_each_setting() {
        // given
        var declared = settings.declared();

        // when
        var withSubject = SUBJECTS.values().stream()
                .flatMap(prefixes -> declared.stream().filter(setting -> belongs(setting, prefixes)))
                .toList();

        // then
        assertThat(withSubject).isNotEmpty().containsExactlyInAnyOrderElementsOf(declared);
    }

    @Test
    @DisplayName("is up to date")
    void is_up_to_date() throws IOException {
        // given
        var page = page();
        if (Boolean.getBoolean("keyledger.write-docs")) {
            Files.writeString(PAGE, page);
        }

        // when
        var written = Files.readString(PAGE);

        // then
        assertThat(written).isEqualTo(page);
    }

    private String page() {
        var page = new StringBuilder(HEAD);
        SUBJECTS.forEach((subject, prefixes) -> {
            page.append("\n## ").append(subject).append("\n\n");
            page.append("| variable | property | default | must be | meaning |\n|---|---|---|---|---|\n");
            settings.declared().stream()
                    .filter(setting -> belongs(setting, prefixes))
                    .map(this::row)
                    .forEach(page::append);
        });
        page.append("\n## Other variables\n\n| variable | meaning |\n|---|---|\n");
        new TreeMap<>(UnknownVariableCheck.OTHER_VARIABLES)
                .forEach((name, meaning) -> page.append("| `%s` | %s |\n".formatted(name, meaning)));
        return page.toString();
    }

    private String row(Setting<?> setting) {
        return "| `%s` | `%s` | %s | %s | %s |\n"
                .formatted(
                        settings.name(setting),
                        setting.property(),
                        settings.defaultOf(setting),
                        setting.bound().text(),
                        setting.meaning());
    }

    private static boolean belongs(Setting<?> setting, List<String> prefixes) {
        return prefixes.stream().anyMatch(setting.property()::startsWith);
    }

    private static Map<String, List<String>> subjects() {
        var subjects = new LinkedHashMap<String, List<String>>();
        subjects.put("API", List.of("keyledger.public-url", "keyledger.cors-origins", "server.", "spring.lifecycle"));
        subjects.put("Management", List.of("keyledger.management."));
        subjects.put("Proxies", List.of("keyledger.proxies."));
        subjects.put(
                "Storage", List.of("keyledger.data", "keyledger.master-key", "keyledger.witness", "keyledger.mongodb"));
        subjects.put("Kafka", List.of("keyledger.kafka"));
        subjects.put("Mail", List.of("keyledger.mail", "keyledger.smtp."));
        subjects.put("Rate limits", List.of("keyledger.limiting."));
        subjects.put("Sign-up", List.of("keyledger.sign-up"));
        subjects.put(
                "Pages",
                List.of(
                        "keyledger.app-url",
                        "keyledger.product-name",
                        "keyledger.logo",
                        "keyledger.brand-color",
                        "keyledger.templates"));
        subjects.put(
                "Passwords and mailed links",
                List.of("keyledger.hashing.", "keyledger.verification.", "keyledger.password-reset."));
        subjects.put(
                "Sessions and tokens",
                List.of(
                        "keyledger.session.",
                        "keyledger.step-up.",
                        "keyledger.verified-login.",
                        "keyledger.signing.",
                        "keyledger.signed.",
                        "keyledger.second-factor."));
        subjects.put("API keys", List.of("keyledger.api-keys."));
        subjects.put("Idempotency", List.of("keyledger.repeating."));
        subjects.put("Logs", List.of("logging."));
        return subjects;
    }
}
