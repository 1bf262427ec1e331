package org.keyledger.server.settings;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Refuses unknown variables that begin with {@code KEYLEDGER_}: a misspelt setting would have no effect. */
final class UnknownVariableCheck {

    private static final String PREFIX = "KEYLEDGER_";

    /** Variables that are not bound to a property, each with its meaning. */
    static final Map<String, String> OTHER_VARIABLES = Map.ofEntries(
            Map.entry(
                    "KAFKA_SECURITY_PROTOCOL, KAFKA_SASL_…, KAFKA_SSL_…",
                    "Properties of Kafka clients, named as in Kafka's images: `KAFKA_SASL_MECHANISM` is `sasl.mechanism`. They win"
                            + " over `KAFKA_CONFIG_FILE`; [Connecting to Kafka](operate/kafka.md) has examples."),
            Map.entry(
                    "KEYLEDGER_JAVA_OPTS",
                    "Flags for the JVM, after those of `./keyledger`. Read by this script only; the image reads `JDK_JAVA_OPTIONS`."),
            Map.entry(
                    "OAUTH_<NAME>_CLIENT_ID",
                    "The id of this service at a log-in provider, which turns the provider on. `<NAME>` is `GITHUB`, `GOOGLE`,"
                            + " `APPLE` or any other name of letters, digits and underscores; in lower case it is part of the"
                            + " paths. [Log-in providers](operate/providers.md) has recipes."),
            Map.entry(
                    "OAUTH_<NAME>_CLIENT_SECRET",
                    "The secret of this service at the provider. Without one, a provider that has an issuer is called as a public"
                            + " client, with PKCE. GitHub and Google require it; for Apple it is made from the team's key."),
            Map.entry(
                    "OAUTH_<NAME>_ISSUER",
                    "The issuer of a provider of OpenID Connect, an https URL; its metadata are read from"
                            + " `/.well-known/openid-configuration` below it. Has a default for `GOOGLE` and `APPLE`."),
            Map.entry(
                    "OAUTH_<NAME>_NAME", "How pages call the provider. The default is `<NAME>` with a capital letter."),
            Map.entry(
                    "OAUTH_<NAME>_SCOPES",
                    "The requested scopes, separated by spaces; the default is `openid email profile`."),
            Map.entry(
                    "OAUTH_GITHUB_URL, OAUTH_GITHUB_API_URL",
                    "The web and API addresses of a GitHub Enterprise server; the defaults are `https://github.com` and"
                            + " `https://api.github.com`."),
            Map.entry(
                    "OAUTH_APPLE_TEAM_ID, OAUTH_APPLE_KEY_ID, OAUTH_APPLE_PRIVATE_KEY_FILE",
                    "The team, the id of its key, and the file with this key (`.p8`), from which the client secret for Apple is"
                            + " made at each log-in."));

    private final Map<String, String> namesByProperty;
    private final TreeSet<String> known = new TreeSet<>(OTHER_VARIABLES.keySet());

    UnknownVariableCheck(EnvironmentNames names) {
        this.namesByProperty = names.namesByProperty();
        known.addAll(namesByProperty.values());
    }

    /** @throws InvalidConfigurationException if there are unknown variables; it names the nearest known one for each */
    void check(Map<String, String> environment) {
        var unknown = new TreeMap<>(environment)
                .entrySet().stream()
                        .filter(variable -> isUnknown(variable.getKey(), variable.getValue()))
                        .map(variable -> variable.getKey() + " is not a setting, did you mean "
                                + nearest(variable.getKey()) + "?")
                        .collect(Collectors.joining(" "));
        if (!unknown.isEmpty()) {
            throw new InvalidConfigurationException(unknown + " docs/configuration.md describes all settings.");
        }
    }

    private boolean isUnknown(String name, String value) {
        return name.startsWith(PREFIX) && !known.contains(name) && !ServiceLinkFilter.isServiceLink(name, value);
    }

    private String nearest(String unknown) {
        var distances = new TreeMap<String, Integer>();
        for (var name : known) {
            distances.put(name, distance(unknown, name));
        }
        namesByProperty.forEach((property, name) -> {
            distances.merge(name, distance(unknown, EnvironmentNames.derived(property)), Math::min);
            distances.merge(name, distance(unknown, PREFIX + name), Math::min);
        });
        return distances.entrySet().stream()
                .min(Comparator.comparingInt(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
    }

    /** Levenshtein distance: the least number of inserted, deleted and replaced characters. */
    private static int distance(String one, String other) {
        var previous = new int[other.length() + 1];
        Arrays.setAll(previous, column -> column);
        for (var row = 1; row <= one.length(); row++) {
            var current = new int[other.length() + 1];
            current[0] = row;
            for (var column = 1; column <= other.length(); column++) {
                var replaced = previous[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[other.length()];
    }
}
