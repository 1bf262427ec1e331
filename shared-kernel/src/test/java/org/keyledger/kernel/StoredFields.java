package org.keyledger.kernel;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.stream.Stream;

/** The record components that a record's JSON has as fields: those of an unwrapped record in its place. */
final class StoredFields {

    private StoredFields() {}

    static Stream<RecordComponent> of(Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .flatMap(component -> component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                        ? of(component.getType())
                        : Stream.of(component));
    }
}
