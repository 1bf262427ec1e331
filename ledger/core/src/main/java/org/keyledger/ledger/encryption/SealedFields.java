package org.keyledger.ledger.encryption;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.annotation.CreatesDataSubject;
import org.keyledger.ledger.annotation.PersonalData;
import org.keyledger.ledger.annotation.Secret;

/** The annotated components of one record class, read once. */
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

    /** A component that is encrypted, and the one that names its subject. */
    record SealedField(Component component, Component subject) {}

    /** A component with its accessor. */
    record Component(String name, Method accessor) {

        @Nullable
        Object of(Record record) {
            try {
                return accessor.invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + accessor, e);
            }
        }
    }

    private SealedFields(Class<?> type) {
        RecordComponent[] components = type.isRecord() ? type.getRecordComponents() : new RecordComponent[0];
        for (RecordComponent component : components) {
            subjectOf(component)
                    .ifPresentOrElse(
                            subject ->
                                    sealed.add(new SealedField(component(component), named(type, components, subject))),
                            () -> others.add(component(component)));
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

    private static Optional<String> subjectOf(RecordComponent component) {
        return Optional.ofNullable(component.getAnnotation(PersonalData.class))
                .map(PersonalData::subject)
                .or(() -> Optional.ofNullable(component.getAnnotation(Secret.class))
                        .map(Secret::subject));
    }

    private static Component named(Class<?> type, RecordComponent[] components, String name) {
        return Arrays.stream(components)
                .filter(it -> it.getName().equals(name))
                .findFirst()
                .map(SealedFields::component)
                .orElseThrow(() -> new IllegalArgumentException(type.getName() + " has no component " + name));
    }

    private static Component component(RecordComponent component) {
        component.getAccessor().setAccessible(true);
        return new Component(component.getName(), component.getAccessor());
    }
}
