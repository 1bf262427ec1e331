package org.keyledger.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.keyledger.kernel.EventTypes;
import org.keyledger.kernel.json.UnwrappedFieldOrder;
import org.keyledger.ledger.RandomRecords;
import org.keyledger.ledger.encryption.LedgerJson;
import tools.jackson.databind.json.JsonMapper;

/** Random events of every event type, whose samples are the approved stored events. */
final class RandomEvents {

    private static final Path APPROVED = Path.of("../shared-kernel/src/test/resources/events");
    private static final JsonMapper JSON = LedgerJson.mapper(List.of(new UnwrappedFieldOrder()));

    private final Map<String, Class<?>> types = new TreeMap<>(EventTypes.BY_NAME);
    private final RandomRecords records;

    RandomEvents(Random random) throws IOException {
        List<Record> samples = new ArrayList<>();
        for (Map.Entry<String, Class<?>> type : types.entrySet()) {
            String json = Files.readString(APPROVED.resolve(type.getKey() + ".json"));
            samples.add((Record) JSON.readValue(json, type.getValue()));
        }
        this.records = new RandomRecords(random, samples);
    }

    /** One event of each type. */
    List<Record> ofEachType() {
        return types.values().stream().map(records::of).toList();
    }

    /** The text of every value, among them that of every subject. */
    Set<String> texts() {
        return records.texts();
    }
}
