package org.keyledger.ledger.encryption;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.annotation.CreatesDataSubject;
import org.keyledger.ledger.annotation.PersonalData;
import org.keyledger.ledger.annotation.Secret;

/**
 * The annotations of one record class, read once. The components of a {@code @JsonUnwrapped} record count as the record's
 * own, as in its JSON: the path of such a field, which is authenticated, does not contain the unwrapped component.
 */
final class SealedFields {

    private static final ClassValue<SealedFields> CACHE = new ClassValue<>() {
        @Override
        protected SealedFields computeValue(Class<?> type) {
            return new SealedFields(type);
        }
    };

    private final List<SealedField> sealed = new ArrayList<>();
    private final List<Component> others = new ArrayList<>();
    private final Optional<Component> createdSubject;

    /** A component that is encrypted, and those that name its subjects. */
    record SealedField(Component component, List<Component> subjects) {}

    /**
     * A component and how to read it.
     *
     * @param path the accessors that lead to it, from the outermost record inwards
     */
    record Component(RecordComponent declared, List<Method> path) {

        String name() {
            return declared.getName();
        }

        @Nullable
        Object of(Record record) {
            Object value = record;
            for (Method accessor : path) {
                value = value == null ? null : read(accessor, value);
            }
            return value;
        }

        private static @Nullable Object read(Method accessor, Object record) {
            try {
                return accessor.invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + accessor, e);
            }
        }
    }

    private SealedFields(Class<?> type) {
        List<Component> components = components(type, List.of()).toList();
        for (Component component : components) {
            List<Component> subjects = subjectsOf(component.declared()).stream()
                    .map(subject -> named(type, components, subject))
                    .toList();
            if (subjects.isEmpty()) {
                others.add(component);
            } else {
                sealed.add(new SealedField(component, subjects));
            }
        }
        CreatesDataSubject annotation = type.getAnnotation(CreatesDataSubject.class);
        createdSubject = Optional.ofNullable(annotation).map(it -> named(type, components, it.value()));
    }

    static SealedFields of(Class<?> type) {
        return CACHE.get(type);
    }

    List<SealedField> sealed() {
        return sealed;
    }

    List<Component> others() {
        return others;
    }

    Optional<Component> createdSubject() {
        return createdSubject;
    }

    private static Stream<Component> components(Class<?> type, List<Method> outer) {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents()).flatMap(component -> flatten(component, outer))
                : Stream.empty();
    }

    private static Stream<Component> flatten(RecordComponent component, List<Method> outer) {
        Method accessor = component.getAccessor();
        accessor.setAccessible(true);
        List<Method> path = Stream.concat(outer.stream(), Stream.of(accessor)).toList();
        return accessor.isAnnotationPresent(JsonUnwrapped.class)
                ? components(component.getType(), path)
                : Stream.of(new Component(component, path));
    }

    private static List<String> subjectsOf(RecordComponent component) {
        PersonalData personal = component.getAnnotation(PersonalData.class);
        if (personal != null) {
            return Stream.of(personal.subject(), personal.alsoSubject())
                    .filter(subject -> !subject.isEmpty())
                    .toList();
        }
        Secret secret = component.getAnnotation(Secret.class);
        return secret == null ? List.of() : List.of(secret.subject());
    }

    private static Component named(Class<?> type, List<Component> components, String name) {
        return components.stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(type.getName() + " has no component " + name));
    }
}
