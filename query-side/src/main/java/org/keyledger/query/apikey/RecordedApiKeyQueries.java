package org.keyledger.query.apikey;

import java.time.Clock;
import java.util.Optional;
import org.axonframework.queryhandling.QueryHandler;
import org.keyledger.kernel.apikey.ApiKeyEvent;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyConfirmed;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyIssued;
import org.keyledger.kernel.apikey.ApiKeyId;
import org.keyledger.kernel.apikey.ApiKeyQuery.FindRecordedApiKey;
import org.keyledger.kernel.apikey.FoundApiKey;
import org.keyledger.kernel.restore.KeySuspension;
import org.keyledger.kernel.restore.RestoreEvent.KeysConfirmed;
import org.keyledger.kernel.restore.RestoreEvent.KeysSuspended;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.query.lastused.LastUsedTracker;

/** Finds a key by its events in the ledger, of which there are few, so that the response of a write is never late. */
final class RecordedApiKeyQueries {

    private final Ledger ledger;
    private final LedgerAxonAdapter axon;
    private final RecentApiKeys recent;
    private final LastUsedTracker lastUsed;
    private final Clock clock;

    RecordedApiKeyQueries(
            Ledger ledger, LedgerAxonAdapter axon, RecentApiKeys recent, LastUsedTracker lastUsed, Clock clock) {
        this.ledger = ledger;
        this.axon = axon;
        this.recent = recent;
        this.lastUsed = lastUsed;
        this.clock = clock;
    }

    @QueryHandler
    FoundApiKey handle(FindRecordedApiKey query) {
        return new FoundApiKey(find(query.key())
                .filter(it -> it.tenant().equals(query.tenant()))
                .map(it -> it.toListing(
                        clock.instant(),
                        suspension(query.tenant()),
                        lastUsed.lastUsed(it.key()).orElse(null))));
    }

    private Optional<ApiKeyView> find(ApiKeyId key) {
        return ledger.lastSequence(key.toString())
                .flatMap(last -> recent.find(key, last))
                .or(() -> read(key));
    }

    private Optional<ApiKeyView> read(ApiKeyId id) {
        Optional<ApiKeyView> key = Optional.empty();
        for (var event : axon.events(id.toString())) {
            var position = LedgerAxonAdapter.positionOf(event);
            key = event.getPayload() instanceof ApiKeyIssued created
                    ? Optional.of(ApiKeyView.of(created, position, event.getTimestamp()))
                    : key.map(it -> after(it, (ApiKeyEvent) event.getPayload(), position));
        }
        return key;
    }

    private static ApiKeyView after(ApiKeyView key, ApiKeyEvent event, Position position) {
        return event instanceof ApiKeyConfirmed ? key.confirmedAt(position) : key.after(event);
    }

    private KeySuspension suspension(TenantId tenant) {
        var suspendedAt = 0L;
        var confirmedAt = 0L;
        for (var event : axon.ledgerEvents()) {
            var position = LedgerAxonAdapter.positionOf(event).value();
            if (event.getPayload() instanceof KeysSuspended) {
                suspendedAt = position;
            } else if (event.getPayload() instanceof KeysConfirmed confirmed) {
                suspendedAt = confirmed.tenant() == null ? 0 : suspendedAt;
                confirmedAt = tenant.equals(confirmed.tenant()) ? position : confirmedAt;
            }
        }
        return new KeySuspension(suspendedAt, confirmedAt);
    }
}
