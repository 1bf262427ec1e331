package org.keyledger.ledger.epoch;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.keyledger.ledger.Commit;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.IdGenerator;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.LedgerIdentity;
import org.keyledger.ledger.PositionedEvent;
import org.keyledger.ledger.encryption.LedgerJson;
import tools.jackson.databind.json.JsonMapper;

/**
 * The aggregate of the events that concern the ledger as a whole: its epochs, and what an operator decided for all
 * accounts. Its id is the id of the ledger. Written by operator commands only, while the service is stopped.
 */
public final class LedgerAggregate {

    private static final String TYPE = "Ledger";
    private static final JsonMapper JSON = LedgerJson.mapper(List.of());

    private final Ledger ledger;
    private final Clock clock;
    private final IdGenerator ids;
    private final Map<String, String> metadata;

    /** @param metadata of each commit, such as its actor; nothing personal, because it is not encrypted */
    public LedgerAggregate(Ledger ledger, Clock clock, SecureRandom random, Map<String, String> metadata) {
        this.ledger = ledger;
        this.clock = clock;
        this.ids = new IdGenerator(random);
        this.metadata = Map.copyOf(metadata);
    }

    /**
     * An event without personal data and secrets.
     *
     * @param eventType the stored event type
     */
    public record NamedEvent(String eventType, Object payload) {}

    /** Appends the events in one commit. Returns when it is durable. */
    public void append(List<NamedEvent> events) {
        append("operator " + ids.uuid(), events);
    }

    /** @param commitKey no other commit has it */
    void append(String commitKey, List<NamedEvent> events) {
        String id = id(ledger.identity());
        long sequence = ledger.lastSequence(id).orElse(-1L);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        List<EventRecord> records = new ArrayList<>();
        for (NamedEvent event : events) {
            records.add(new EventRecord(
                    id,
                    TYPE,
                    ++sequence,
                    ids.uuid().toString(),
                    event.eventType(),
                    1,
                    now,
                    JSON.writeValueAsBytes(event.payload())));
        }
        ledger.append(new Commit(commitKey, JSON.writeValueAsBytes(metadata), records))
                .join();
    }

    /** The events of this type, in their order. */
    static List<PositionedEvent> read(Ledger ledger, String eventType) {
        return ledger.readEvents(id(ledger.identity()), 0).stream()
                .filter(it -> it.event().eventType().equals(eventType))
                .toList();
    }

    private static String id(LedgerIdentity ledger) {
        return ledger.id().toString();
    }
}
