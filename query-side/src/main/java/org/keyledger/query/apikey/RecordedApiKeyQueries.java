package org.keyledger.query.apikey;

import java.time.Clock;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.keyledger.kernel.apikey.ApiKeyEvent;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyQuery.FindRecordedApiKey;
import org.keyledger.kernel.apikey.FoundApiKey;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.lastused.LastUsedTracker;

/** Finds a key by its events in the ledger, of which there are few, so that the response of a write is never late. */
final class RecordedApiKeyQueries {

    private final LedgerAxonAdapter axon;
    private final LastUsedTracker lastUsed;
    private final Clock clock;

    RecordedApiKeyQueries(LedgerAxonAdapter axon, LastUsedTracker lastUsed, Clock clock) {
        this.axon = axon;
        this.lastUsed = lastUsed;
        this.clock = clock;
    }

    @QueryHandler
    FoundApiKey handle(FindRecordedApiKey query) {
        Optional<ApiKeyView> key = Optional.empty();
        for (var event : axon.events(query.key().toString())) {
            key = event.getPayload() instanceof ApiKeyCreated created
                    ? Optional.of(ApiKeyView.of(created, Position.FIRST, event.getTimestamp()))
                    : key.map(it -> it.after((ApiKeyEvent) event.getPayload()));
        }
        return new FoundApiKey(key.filter(it -> it.tenant().equals(query.tenant()))
                .map(it -> it.toListing(
                        clock.instant(), lastUsed.lastUsed(it.key()).orElse(null))));
    }
}
