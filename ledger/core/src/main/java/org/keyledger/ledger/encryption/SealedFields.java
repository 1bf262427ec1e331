package org.keyledger.ledger.encryption;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.annotation.CreatesDataSubject;
import org.keyledger.ledger.annotation.PersonalData;
import org.keyledger.ledger.annotation.Secret;
import org.keyledger.ledger.encryption.EncryptingGenerator.EncryptedFields;

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

    private final Map<String, SealedField> sealed = new HashMap<>();
    private final Optional<Component> createdSubject;

    /** A component that is encrypted, and those that name its subjects. */
    private record SealedField(Component component, List<Component> subjects) {

        /** Without duplicates; empty if the record has no value to encrypt. */
        List<String> subjects(Record record) {
            if (component.of(record) == null) {
                return List.of();
            }
            String first = subjects.get(0).subject(record);
            String last = subjects.get(subjects.size() - 1).subject(record);
            return first.equals(last) ? List.of(first) : List.of(first, last);
        }
    }

    /**
     * A component and how to read it.
     *
     * @param path the accessors that lead to it, from the outermost record inwards, each from Object to Object
     */
    private record Component(RecordComponent declared, List<MethodHandle> path) {

        String name() {
            return declared.getName();
        }

        @Nullable
        Object of(Record record) {
            Object value = record;
            for (MethodHandle accessor : path) {
                value = value == null ? null : read(accessor, value);
            }
            return value;
        }

        String subject(Record record) {
            Object subject = of(record);
            if (subject == null) {
                throw new IllegalArgumentException("component " + name() + " of "
                        + record.getClass().getName() + " must name the subject, was null");
            }
            return subject.toString();
        }

        private @Nullable Object read(MethodHandle accessor, Object record) {
            try {
                return (Object) accessor.invokeExact(record);
            } catch (RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IllegalStateException("cannot read " + declared, e);
            }
        }
    }

    private SealedFields(Class<?> type) {
        List<Component> components = components(type, List.of()).toList();
        for (Component component : components) {
            List<Component> subjects = subjectsOf(component.declared()).stream()
                    .map(subject -> named(type, components, subject))
                    .toList();
            if (!subjects.isEmpty()) {
                sealed.put(component.name(), new SealedField(component, subjects));
            }
        }
        CreatesDataSubject annotation = type.getAnnotation(CreatesDataSubject.class);
        createdSubject = Optional.ofNullable(annotation).map(it -> named(type, components, it.value()));
    }

    static SealedFields of(Class<?> type) {
        return CACHE.get(type);
    }

    /** The subject whose key may be created together with this record. */
    Optional<String> createdSubject(Record record) {
        return createdSubject.map(component -> component.subject(record));
    }

    /** The fields of this record that are encrypted: those with a value. */
    EncryptedFields in(Record record) {
        return new EncryptedFields(field -> subjects(record, field), count(record));
    }

    private List<String> subjects(Record record, String field) {
        SealedField found = sealed.get(field);
        return found == null ? List.of() : found.subjects(record);
    }

    private int count(Record record) {
        int present = 0;
        for (SealedField field : sealed.values()) {
            if (field.component().of(record) != null) {
                present++;
            }
        }
        return present;
    }

    private static Stream<Component> components(Class<?> type, List<MethodHandle> outer) {
        return type.isRecord()
                ? Arrays.stream(type.getRecordComponents()).flatMap(component -> flatten(component, outer))
                : Stream.empty();
    }

    private static Stream<Component> flatten(RecordComponent component, List<MethodHandle> outer) {
        Method accessor = component.getAccessor();
        List<MethodHandle> path =
                Stream.concat(outer.stream(), Stream.of(handle(accessor))).toList();
        return accessor.isAnnotationPresent(JsonUnwrapped.class)
                ? components(component.getType(), path)
                : Stream.of(new Component(component, path));
    }

    private static MethodHandle handle(Method accessor) {
        accessor.setAccessible(true);
        try {
            return MethodHandles.lookup().unreflect(accessor).asType(MethodType.genericMethodType(1));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("cannot read " + accessor, e);
        }
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
