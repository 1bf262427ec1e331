package org.keyledger.gateway.requestjson;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.keyledger.gateway.problem.Problem;

/** Checks that a body has every component of its record that is not {@code @Nullable}. */
final class RequiredFieldsCheck {

    private RequiredFieldsCheck() {}

    static <T> T requirePresent(T body) {
        var problem = Problem.INVALID_REQUEST.toException();
        var complete = true;
        for (var component : body.getClass().getRecordComponents()) {
            if (value(body, component) == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                complete = false;
                problem.withFieldError(toSnakeCase(component.getName()), "is required");
            }
        }
        if (!complete) {
            throw problem;
        }
        return body;
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
