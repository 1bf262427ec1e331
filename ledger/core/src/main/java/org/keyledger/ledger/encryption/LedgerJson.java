package org.keyledger.ledger.encryption;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.annotation.StoredCreator;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * /**
 * JSON of stored events and documents: records by their components, instants as ISO 8601 strings, no nulls; unknown or
 * repeated fields, a missing primitive and a number in place of a string are errors. Values are read by their
 * {@link StoredCreator}, if they have one.
 */
public final class LedgerJson {

    private LedgerJson() {}

    /** A new mapper with the modules for value types of the domain. */
    public static JsonMapper mapper(Collection<? extends JacksonModule> modules) {
        JsonMapper.Builder builder = JsonMapper.builder();
        configure(builder, modules);
        return builder.build();
    }

    /** Configures the builder of a mapper in the same way. */
    public static void configure(JsonMapper.Builder builder, Collection<? extends JacksonModule> modules) {
        builder.enable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .changeDefaultPropertyInclusion(old -> old.withValueInclusion(JsonInclude.Include.NON_NULL))
                .annotationIntrospector(new StoredCreatorIntrospector())
                .addModules(modules);
    }

    /** Prefers a {@link StoredCreator} to the {@code @JsonCreator} of the same type, which reads requests. */
    private static final class StoredCreatorIntrospector extends JacksonAnnotationIntrospector {

        private static final long serialVersionUID = 1;

        @Override
        public JsonCreator.@Nullable Mode findCreatorAnnotation(MapperConfig<?> config, Annotated creator) {
            if (creator.hasAnnotation(StoredCreator.class)) {
                return JsonCreator.Mode.DELEGATING;
            }
            return creator instanceof AnnotatedMember member && hasStoredCreator(member.getDeclaringClass())
                    ? JsonCreator.Mode.DISABLED
                    : super.findCreatorAnnotation(config, creator);
        }

        private static boolean hasStoredCreator(Class<?> type) {
            return Arrays.stream(type.getDeclaredMethods())
                    .anyMatch(method -> method.isAnnotationPresent(StoredCreator.class));
        }
    }
}
