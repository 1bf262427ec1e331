package org.keyledger.server.settings;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.ledger.Pins;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.type.filter.AnnotationTypeFilter;

@DisplayName("Settings")
class SettingNamesPinTest {

    @Test
    @DisplayName("have the approved names, names in the environment and defaults")
    void have_the_approved_names_names_in_the_environment_and_defaults() throws IOException {
        // given
        var lines = new ArrayList<String>();

        // when
        for (var source : new YamlPropertySourceLoader().load("settings", new ClassPathResource("application.yml"))) {
            var settings = (EnumerablePropertySource<?>) source;
            Arrays.stream(settings.getPropertyNames())
                    .filter(name -> name.startsWith("keyledger.")
                            || String.valueOf(settings.getProperty(name)).contains("${"))
                    .sorted()
                    .forEach(name -> lines.add(name + " = " + settings.getProperty(name)));
        }

        // then
        Pins.check("settings", "application.yml: property = ${NAME_IN_ENVIRONMENT:default}.", lines);
    }

    @Test
    @DisplayName("are bound to the approved properties with the approved defaults")
    void are_bound_to_the_approved_properties_with_the_approved_defaults() throws ClassNotFoundException {
        // given
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        var lines = new ArrayList<String>();

        // when
        for (var found : scanner.findCandidateComponents("org.keyledger")) {
            var type = Class.forName(found.getBeanClassName());
            lines.addAll(described(
                    type, type.getAnnotation(ConfigurationProperties.class).value()));
        }

        // then
        Pins.check(
                "bound-settings",
                "Properties that records bind, with the default of each and the values it can have.",
                lines.stream().sorted().toList());
    }

    private static List<String> described(Class<?> type, String prefix) {
        var lines = new ArrayList<String>();
        for (var component : type.getRecordComponents()) {
            var name = prefix + "." + kebab(component.getName());
            if (component.getType().isRecord() && isNested(component)) {
                lines.addAll(described(component.getType(), name));
            } else {
                lines.add(name + defaultOf(type, component) + valuesOf(component.getType()));
            }
        }
        return lines;
    }

    /** A record within the settings is a group of them; any other is one value. */
    private static boolean isNested(RecordComponent component) {
        return component.getType().getEnclosingClass() == component.getDeclaringRecord();
    }

    private static String defaultOf(Class<?> type, RecordComponent component) {
        var index = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList()
                .indexOf(component.getName());
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(it -> it.getParameterCount() == type.getRecordComponents().length)
                .map(it -> it.getParameters()[index].getAnnotation(DefaultValue.class))
                .filter(it -> it != null)
                .map(it -> " = " + String.join(",", it.value()))
                .findFirst()
                .orElse("");
    }

    private static String valuesOf(Class<?> type) {
        return type.isEnum()
                ? " of "
                        + Arrays.stream(type.getEnumConstants())
                                .map(it -> ((Enum<?>) it).name().toLowerCase(Locale.ROOT))
                                .toList()
                : "";
    }

    private static String kebab(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
