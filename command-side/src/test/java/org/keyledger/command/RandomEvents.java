package org.keyledger.command;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.EventTypes;
import org.keyledger.kernel.json.UnwrappedFieldOrder;
import org.keyledger.ledger.encryption.LedgerJson;
import tools.jackson.databind.json.JsonMapper;

/**
 * Random events of every event type. Values are those of the approved stored events, combined at random; times are random to
 * the nanosecond, numbers and optional fields are random.
 */
final class RandomEvents {

    private static final Path APPROVED = Path.of("../shared-kernel/src/test/resources/events");
    private static final JsonMapper JSON = LedgerJson.mapper(List.of(new UnwrappedFieldOrder()));
    private static final long LATEST_SECOND = 4_000_000_000L;

    private final Random random;
    private final Map<Type, List<Object>> values = new HashMap<>();
    private final Map<String, Class<?>> types = new TreeMap<>(EventTypes.BY_NAME);
    private final Set<String> texts = new TreeSet<>();

    RandomEvents(Random random) throws IOException {
        this.random = random;
        for (Map.Entry<String, Class<?>> type : types.entrySet()) {
            String json = Files.readString(APPROVED.resolve(type.getKey() + ".json"));
            collect((Record) JSON.readValue(json, type.getValue()));
        }
    }

    /** One event of each type. */
    List<Record> ofEachType() {
        return types.values().stream().map(this::ofType).toList();
    }

    /** The text of every value, among them that of every subject. */
    Set<String> texts() {
        return texts;
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

    private static @Nullable Object read(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Values that the constructor rejects together are chosen again. */
    private Record ofType(Class<?> type) {
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

    private Record construct(Class<?> type) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Constructor<?> constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        return (Record) constructor.newInstance(
                Arrays.stream(components).map(this::value).toArray());
    }

    private @Nullable Object value(RecordComponent component) {
        if (component.getAnnotatedType().isAnnotationPresent(Nullable.class) && random.nextInt(4) == 0) {
            return null;
        }
        Class<?> type = component.getType();
        if (type == Instant.class) {
            return Instant.ofEpochSecond(random.nextLong(LATEST_SECOND), random.nextInt(1_000_000_000));
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        List<Object> known = values.get(component.getGenericType());
        if (isObject(type) && random.nextBoolean()) {
            return ofType(type);
        }
        return known.get(random.nextInt(known.size()));
    }

    /** Whether it is a JSON object whose fields can be combined, not a text that only some constructor can parse. */
    private static boolean isObject(Class<?> type) {
        return type.isRecord()
                && Arrays.stream(type.getDeclaredMethods())
                        .noneMatch(method -> method.isAnnotationPresent(JsonValue.class));
    }
}
