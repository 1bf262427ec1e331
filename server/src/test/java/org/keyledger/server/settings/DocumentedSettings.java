package org.keyledger.server.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keyledger.kernel.settings.Setting;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.RegexPatternTypeFilter;

/** All settings that the code declares, and the values of {@code application.yml}. */
final class DocumentedSettings {

    private static final Pattern NAMED = Pattern.compile("\\$\\{[A-Z][A-Z0-9_]*:(.*)}");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([a-z.-]+)}");

    private final EnvironmentNames names = EnvironmentNames.read();
    private final Map<String, String> values = values();

    /** Constants of type {@link Setting} in classes whose name ends in Settings, in the order of {@code application.yml}. */
    List<Setting<?>> declared() {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new RegexPatternTypeFilter(Pattern.compile(".*Settings(\\$.*)?")));
        var settings = new ArrayList<Setting<?>>();
        scanner.findCandidateComponents("org.keyledger")
                .forEach(found -> constants(found.getBeanClassName()).forEach(settings::add));
        var order = List.copyOf(values.keySet());
        settings.sort(Comparator.comparingInt(setting -> order.indexOf(setting.property())));
        return settings;
    }

    /** Properties of {@code application.yml} that have a name in the environment. */
    List<String> namedProperties() {
        return List.copyOf(names.namesByProperty().keySet());
    }

    boolean isInApplicationYml(String property) {
        return values.containsKey(property);
    }

    String name(Setting<?> setting) {
        return names.of(setting.property());
    }

    /** With names of other settings in angle brackets; "empty" for none. */
    String defaultOf(Setting<?> setting) {
        var value = values.get(setting.property());
        var named = NAMED.matcher(value);
        var text = named.matches() ? named.group(1) : value;
        return text.isEmpty()
                ? "empty"
                : "`" + REFERENCE.matcher(text).replaceAll(it -> "<" + names.of(it.group(1)) + ">") + "`";
    }

    private static Stream<Setting<?>> constants(String type) {
        try {
            return Arrays.stream(Class.forName(type).getDeclaredFields())
                    .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Setting.class)
                    .map(DocumentedSettings::constant);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Setting<?> constant(Field field) {
        try {
            field.setAccessible(true);
            return (Setting<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> values() {
        var values = new LinkedHashMap<String, String>();
        try {
            for (var source : new YamlPropertySourceLoader().load("values", new ClassPathResource("application.yml"))) {
                var properties = (EnumerablePropertySource<?>) source;
                for (var property : properties.getPropertyNames()) {
                    values.put(property, String.valueOf(properties.getProperty(property)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return values;
    }
}
