package org.keyledger.gateway.requestjson;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
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

    private RequiredFieldsCheck() {}

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
        for (var component : record.getClass().getRecordComponents()) {
            var field = path + jsonName(component);
            var value = value(record, component);
            if (value != null && isStructure(value)) {
                collectMissing(value, field + ".", missing);
            } else if (value == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                missing.add(field);
            }
        }
    }

    private static boolean isStructure(Object value) {
        return value instanceof Record && value.getClass().getName().startsWith(GATEWAY);
    }

    private static String jsonName(RecordComponent component) {
        var named = component.getAccessor().getAnnotation(JsonProperty.class);
        return named == null ? toSnakeCase(component.getName()) : named.value();
    }

    static String toSnakeCase(String component) {
        return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    private static @Nullable Object value(Object body, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.trySetAccessible();
            return accessor.invoke(body);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("record component is not accessible", e);
        }
    }
}
