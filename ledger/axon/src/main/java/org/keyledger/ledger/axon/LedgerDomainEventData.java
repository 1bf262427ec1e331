package org.keyledger.ledger.axon;

import org.axonframework.eventhandling.DomainEventData;
import org.keyledger.ledger.EventRecord;
import org.keyledger.ledger.Position;
import tools.jackson.databind.JsonNode;

/** An entry that an aggregate recorded. */
final class LedgerDomainEventData extends LedgerEventData implements DomainEventData<JsonNode> {

    LedgerDomainEventData(Position position, EventRecord entry, JsonNode payload, JsonNode metadata) {
        super(position, entry, payload, metadata);
    }

    @Override
    public String getType() {
        return event().aggregateType();
    }

    @Override
    public String getAggregateIdentifier() {
        return event().aggregateId();
    }

    @Override
    public long getSequenceNumber() {
        return event().sequence();
    }
}
