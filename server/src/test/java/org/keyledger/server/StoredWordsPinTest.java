package org.keyledger.server;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.keyledger.kernel.EventTypes;
import org.keyledger.kernel.ServiceKeys;
import org.keyledger.kernel.mail.LinkToken;
import org.keyledger.kernel.mail.MailKind;
import org.keyledger.ledger.Pins;

@DisplayName("Constants whose names are stored")
class StoredWordsPinTest {

    @Test
    @DisplayName("are those of the approved file")
    void are_those_of_the_approved_file() {
        // given
        var events = new TreeMap<>(EventTypes.BY_NAME);

        // when
        var lines = new ArrayList<String>();
        events.forEach((name, type) -> lines.addAll(fields(name, type)));
        lines.add("mails " + constants(MailKind.class));
        lines.add("HMAC keys in the vault " + constants(ServiceKeys.Purpose.class));
        lines.add("purposes in link tokens " + constants(LinkToken.Purpose.class));

        // then
        Pins.check(
                "stored-words", "Events, with their fields that hold a constant's name, and other such names.", lines);
    }

    /** The event and its fields that hold a constant; the approved JSON of the events covers the other fields. */
    private static List<String> fields(String event, Class<?> type) {
        var lines = new ArrayList<String>();
        lines.add(event);
        storedFields(type)
                .filter(it -> it.getType().isEnum())
                .forEach(it -> lines.add(event + " " + it.getName() + " " + constants(it.getType())));
        return lines;
    }

    /** The components that the stored JSON has as fields: those of an unwrapped record in its place. */
    private static Stream<RecordComponent> storedFields(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .flatMap(component -> component.getAccessor().isAnnotationPresent(JsonUnwrapped.class)
                        ? storedFields(component.getType())
                        : Stream.of(component));
    }

    private static List<String> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(it -> ((Enum<?>) it).name())
                .toList();
    }
}
