package org.keyledger.query.apikey;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.queryhandling.QueryHandler;
import org.keyledger.kernel.apikey.ApiKeyCount;
import org.keyledger.kernel.apikey.ApiKeyEvent;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyConfirmed;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyCreated;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyListingPage;
import org.keyledger.kernel.apikey.ApiKeyQuery.CountApiKeys;
import org.keyledger.kernel.apikey.ApiKeyQuery.FindApiKey;
import org.keyledger.kernel.apikey.ApiKeyQuery.ListApiKeys;
import org.keyledger.kernel.apikey.FoundApiKey;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.IndexKey;
import org.keyledger.query.lastused.LastUsedTracker;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;
import org.keyledger.query.projection.ViewDefinition;
import org.keyledger.query.restore.RestoreMarks;

/** Projects the API keys of each tenant into its listing, newest first. */
final class ApiKeyProjection {

    static final String BY_TENANT = "tenant";

    private static final ViewDefinition<ApiKeyView> KEYS =
            ViewDefinition.of("api-keys", ApiKeyView.class).ordered(BY_TENANT, ApiKeyProjection::indexKey);
    private static final ViewDefinition<ApiKeyCountView> COUNTS =
            ViewDefinition.of("api-key-counts", ApiKeyCountView.class);
    static final List<String> VIEWS = List.of(KEYS.view(), COUNTS.view());

    private final View<ApiKeyView> keys;
    private final View<ApiKeyCountView> counts;
    private final RestoreMarks restores;
    private final LastUsedTracker lastUsed;
    private final Clock clock;

    ApiKeyProjection(ReadModels models, LastUsedTracker lastUsed, Clock clock) {
        this.keys = models.view(KEYS);
        this.counts = models.view(COUNTS);
        this.restores = new RestoreMarks(models);
        this.lastUsed = lastUsed;
        this.clock = clock;
    }

    private static IndexKey indexKey(ApiKeyView key) {
        return new IndexKey(key.tenant().toString(), String.format("%019d", key.created()));
    }

    @EventHandler
    void on(ApiKeyCreated event, Position position, @Timestamp Instant time) {
        keys.put(event.key(), position, ApiKeyView.of(event, position, time));
        counts.change(event.tenant(), position, ApiKeyCountView.NONE.withKey(), ApiKeyCountView::withKey);
    }

    @EventHandler
    void on(ApiKeyRotated event, Position position, @Timestamp Instant time) {
        end(event, position, time);
    }

    @EventHandler
    void on(ApiKeyRevoked event, Position position, @Timestamp Instant time) {
        end(event, position, time);
    }

    @EventHandler
    void on(ApiKeyConfirmed event, Position position) {
        keys.change(event.key(), position, key -> key.confirmedAt(position));
    }

    private void end(ApiKeyEvent event, Position position, Instant time) {
        keys.change(event.key(), position, key -> {
            var changed = key.after(event);
            counts.change(
                    key.tenant(),
                    position,
                    ApiKeyCountView.NONE,
                    count -> count.after(key.lifetime(), changed.lifetime(), time));
            return changed;
        });
    }

    @QueryHandler
    FoundApiKey handle(FindApiKey query) {
        return new FoundApiKey(keys.find(query.key())
                .filter(key -> key.tenant().equals(query.tenant()))
                .map(key -> key.toListing(
                        clock.instant(),
                        restores.keySuspension(query.tenant()),
                        lastUsed.lastUsed(key.key()).orElse(null))));
    }

    @QueryHandler
    ApiKeyCount handle(CountApiKeys query) {
        return counts.find(query.tenant()).orElse(ApiKeyCountView.NONE).toCount(clock.instant());
    }

    @QueryHandler
    ApiKeyListingPage handle(ListApiKeys query) {
        var suspension = restores.keySuspension(query.tenant());
        return new ApiKeyPager(keys, lastUsed, query, suspension, clock.instant()).listings();
    }
}
