package org.keyledger.server.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;

/** Names of settings in the environment, from {@code application.yml}: {@code property: ${NAME:default}}. */
final class EnvironmentNames {

    private static final Pattern PLACEHOLDER = Pattern.compile("^\\$\\{([A-Z][A-Z0-9_]*):");

    private final Map<String, String> namesByProperty;

    private EnvironmentNames(Map<String, String> namesByProperty) {
        this.namesByProperty = namesByProperty;
    }

    static EnvironmentNames read() {
        var names = new TreeMap<String, String>();
        try {
            for (var source : new YamlPropertySourceLoader().load("names", new ClassPathResource("application.yml"))) {
                var properties = (EnumerablePropertySource<?>) source;
                for (var property : properties.getPropertyNames()) {
                    var placeholder = PLACEHOLDER.matcher(String.valueOf(properties.getProperty(property)));
                    if (placeholder.find()) {
                        names.put(property, placeholder.group(1));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not read application.yml", e);
        }
        return new EnvironmentNames(names);
    }

    /** The names in {@code application.yml}, by property. */
    Map<String, String> namesByProperty() {
        return Collections.unmodifiableMap(namesByProperty);
    }

    /**
     * The name of any property; for a property that has none in {@code application.yml}, the name that Spring derives
     * from it.
     */
    String of(String property) {
        return namesByProperty.getOrDefault(property, derived(property));
    }

    /**
     * {@code server.tomcat.threads.max} is {@code SERVER_TOMCAT_THREADS_MAX}, {@code keyledger.oauth.github.client-id} is
     * {@code OAUTH_GITHUB_CLIENT_ID}.
     */
    static String derived(String property) {
        var name = property.startsWith(ProviderVariables.PROPERTY_PREFIX)
                ? property.substring("keyledger.".length())
                : property;
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
