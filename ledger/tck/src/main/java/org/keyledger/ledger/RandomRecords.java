package org.keyledger.ledger;

import com.fasterxml.jackson.annotation.JsonValue;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Random records of any class. Values are those of the samples, combined at random; times are random to the nanosecond,
 * numbers, enums, lists and optional components are random.
 */
public final class RandomRecords {

    private static final long LATEST_SECOND = 4_000_000_000L;
    private static final int MAX_ELEMENTS = 3;

    private final Random random;
    private final Map<Type, List<Object>> values = new HashMap<>();
    private final Set<String> texts = new TreeSet<>();

    public RandomRecords(Random random, Collection<? extends Record> samples) {
        this.random = random;
        samples.forEach(this::collect);
    }

    /** The text of every value, among them that of every subject. */
    public Set<String> texts() {
        return texts;
    }

    /** Values that the constructor rejects together are chosen again. */
    public Record of(Class<?> type) {
        while (true) {
            try {
                return construct(type);
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof IllegalArgumentException)) {
                    throw new IllegalStateException(e);
                }
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private void collect(Record record) {
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            Object value = read(component, record);
            if (value != null) {
                values.computeIfAbsent(component.getGenericType(), type -> new ArrayList<>())
                        .add(value);
                texts.add(value.toString());
                if (value instanceof Record nested) {
                    collect(nested);
                }
            }
        }
    }

    /** The value of a component of any record, also of one that is not public. */
    public static @Nullable Object read(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Record construct(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Constructor<?> constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return (Record) constructor.newInstance(
                Arrays.stream(components).map(this::value).toArray());
    }

    private @Nullable Object value(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class) && random.nextInt(4) == 0
                ? null
                : value(component.getType(), component.getGenericType());
    }

    private Object value(Class<?> type, Type genericType) {
        if (type == Instant.class) {
            return Instant.ofEpochSecond(random.nextLong(LATEST_SECOND), random.nextInt(1_000_000_000));
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        List<Object> known = values.getOrDefault(genericType, List.of());
        if (isObject(type) && (known.isEmpty() || random.nextBoolean())) {
            return of(type);
        }
        return known.isEmpty() ? unknown(type, genericType) : known.get(random.nextInt(known.size()));
    }

    /** A value of a type that the samples do not have. */
    private Object unknown(Class<?> type, Type genericType) {
        if (type == int.class) {
            return random.nextInt(1_000_000);
        }
        if (type == long.class) {
            return random.nextLong(Long.MAX_VALUE);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[random.nextInt(type.getEnumConstants().length)];
        }
        if (type == List.class && genericType instanceof ParameterizedType list) {
            Class<?> element = (Class<?>) list.getActualTypeArguments()[0];
            return Stream.generate(() -> value(element, element))
                    .limit(random.nextInt(MAX_ELEMENTS))
                    .toList();
        }
        throw new IllegalArgumentException("no sample has a value of " + genericType);
    }

    /** Whether it is a JSON object whose fields can be combined, not a text that only some constructor can parse. */
    private static boolean isObject(Class<?> type) {
        return type.isRecord()
                && Arrays.stream(type.getDeclaredMethods())
                        .noneMatch(method -> method.isAnnotationPresent(JsonValue.class));
    }
}
