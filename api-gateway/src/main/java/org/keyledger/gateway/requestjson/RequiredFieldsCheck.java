package org.keyledger.gateway.requestjson;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.problem.Problem;

/**
 * Checks that a body, and each record of the gateway within it, has every component that is not {@code @Nullable}. The
 * value types of the kernel check themselves.
 */
final class RequiredFieldsCheck {

    private static final String GATEWAY = "org.keyledger.gateway.";

    /** Cached, because reading annotations of a record takes longer than parsing it. */
    private static final ClassValue<List<Field>> FIELDS = new ClassValue<>() {
        @Override
        protected List<Field> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(Field::of).toList();
        }
    };

    private RequiredFieldsCheck() {}

    private record Field(String jsonName, boolean required, Method accessor) {

        static Field of(RecordComponent component) {
            var accessor = component.getAccessor();
            accessor.trySetAccessible();
            var required = !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
            return new Field(jsonName(component), required, accessor);
        }

        private static String jsonName(RecordComponent component) {
            var named = component.getAccessor().getAnnotation(JsonProperty.class);
            return named == null ? toSnakeCase(component.getName()) : named.value();
        }

        @Nullable
        Object value(Object body) {
            try {
                return accessor.invoke(body);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("record component is not accessible", e);
            }
        }
    }

    static <T> T requirePresent(T body) {
        var missing = new ArrayList<String>();
        collectMissing(body, "", missing);
        if (!missing.isEmpty()) {
            var problem = Problem.INVALID_REQUEST.toException();
            missing.forEach(field -> problem.withFieldError(field, "is required"));
            throw problem;
        }
        return body;
    }

    private static void collectMissing(Object record, String path, List<String> missing) {
        for (var field : FIELDS.get(record.getClass())) {
            var value = field.value(record);
            if (value == null && field.required()) {
                missing.add(path + field.jsonName());
            } else if (value != null && isStructure(value)) {
                collectMissing(value, path + field.jsonName() + ".", missing);
            }
        }
    }

    private static boolean isStructure(Object value) {
        return value instanceof Record && value.getClass().getName().startsWith(GATEWAY);
    }

    static String toSnakeCase(String component) {
        return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
