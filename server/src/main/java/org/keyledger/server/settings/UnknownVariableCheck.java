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
    static final Map<String, String> OTHER_VARIABLES = Map.of(
            "KAFKA_SECURITY_PROTOCOL, KAFKA_SASL_…, KAFKA_SSL_…",
            "Properties of Kafka clients, named as in Kafka's images: `KAFKA_SASL_MECHANISM` is `sasl.mechanism`. They win"
                    + " over `KAFKA_CONFIG_FILE`; [Connecting to Kafka](operate/kafka.md) has examples.",
            "KEYLEDGER_JAVA_OPTS",
            "Flags for the JVM, after those of `./keyledger`. Read by this script only; the image reads `JDK_JAVA_OPTIONS`.");

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
