package org.keyledger.server.settings;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;

/**
 * The settings of log-in providers: {@code OAUTH_<NAME>_CLIENT_ID} is {@code keyledger.oauth.<name>.client-id}. The name of
 * a provider is the operator's choice, so that these variables are not in {@code application.yml}.
 */
final class ProviderVariables {

    static final String PROPERTY_PREFIX = "keyledger.oauth.";

    private static final String PREFIX = "OAUTH_";
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,31}");

    /** The longest first: {@code OAUTH_GITHUB_API_URL} is not the URL of a provider {@code github_api}. */
    private static final List<String> FIELDS = List.of(
                    "CLIENT_ID",
                    "CLIENT_SECRET",
                    "ISSUER",
                    "NAME",
                    "SCOPES",
                    "URL",
                    "API_URL",
                    "TEAM_ID",
                    "KEY_ID",
                    "PRIVATE_KEY_FILE")
            .stream()
            .sorted(Comparator.comparing(String::length).reversed())
            .toList();

    private ProviderVariables() {}

    /**
     * Adds the property of each variable.
     *
     * @throws InvalidConfigurationException if a variable that begins with {@code OAUTH_} is no setting
     */
    static void addProperties(ConfigurableEnvironment environment) {
        var properties = new HashMap<String, Object>();
        variables(environment).forEach((name, value) -> properties.put(property(name), value));
        environment.getPropertySources().addFirst(new MapPropertySource("providers", properties));
    }

    /** Of every source: a secret may be a file that Spring Boot imports. */
    private static Map<String, String> variables(ConfigurableEnvironment environment) {
        var variables = new HashMap<String, String>();
        for (var source : environment.getPropertySources()) {
            if (source instanceof EnumerablePropertySource<?> enumerable) {
                for (var name : enumerable.getPropertyNames()) {
                    var value = String.valueOf(environment.getProperty(name, ""));
                    if (name.startsWith(PREFIX) && !ServiceLinkFilter.isServiceLink(name, value)) {
                        variables.put(name, value);
                    }
                }
            }
        }
        return variables;
    }

    private static String property(String variable) {
        var rest = variable.substring(PREFIX.length());
        return FIELDS.stream()
                .flatMap(field -> property(rest, field).stream())
                .findFirst()
                .orElseThrow(() -> new InvalidConfigurationException(variable
                        + " is not a setting: it must be OAUTH_<NAME>_ and one of "
                        + String.join(", ", FIELDS.stream().sorted().toList())
                        + ". docs/configuration.md describes all settings."));
    }

    private static Optional<String> property(String rest, String field) {
        if (!rest.endsWith("_" + field)) {
            return Optional.empty();
        }
        var provider = rest.substring(0, rest.length() - field.length() - 1);
        return NAME.matcher(provider).matches()
                ? Optional.of(PROPERTY_PREFIX
                        + provider.toLowerCase(Locale.ROOT)
                        + "."
                        + field.toLowerCase(Locale.ROOT).replace('_', '-'))
                : Optional.empty();
    }
}
