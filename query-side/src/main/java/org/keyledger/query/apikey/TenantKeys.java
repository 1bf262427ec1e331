package org.keyledger.query.apikey;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.queryhandling.QueryHandler;
import org.keyledger.kernel.apikey.ApiKeyCount;
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
import org.keyledger.query.lastused.Sightings;
import org.keyledger.query.projection.Kind;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;

/** Keeps the key listings of each tenant, newest first. */
final class TenantKeys {

    static final String BY_TENANT = "tenant";

    private static final Kind<TenantKey> KEYS =
            Kind.of("api-keys", TenantKey.class).ordered(BY_TENANT, TenantKeys::place);
    private static final Kind<ApiKeyCount> COUNTS = Kind.of("api-key-counts", ApiKeyCount.class);
    static final List<String> VIEWS = List.of(KEYS.view(), COUNTS.view());

    private final View<TenantKey> keys;
    private final View<ApiKeyCount> counts;
    private final Sightings sightings;
    private final Clock clock;

    TenantKeys(ReadModels models, Sightings sightings, Clock clock) {
        this.keys = models.view(KEYS);
        this.counts = models.view(COUNTS);
        this.sightings = sightings;
        this.clock = clock;
    }

    private static IndexKey place(TenantKey key) {
        return new IndexKey(key.tenant().toString(), String.format("%019d", key.created()));
    }

    @EventHandler
    void on(ApiKeyCreated event, Position position, @Timestamp Instant time) {
        keys.put(event.key(), position, TenantKey.of(event, position, time));
        counts.change(event.tenant(), position, new ApiKeyCount(1), it -> new ApiKeyCount(it.keys() + 1));
    }

    @EventHandler
    void on(ApiKeyRotated event, Position position) {
        keys.change(event.key(), position, key -> {
            discount(key, position);
            return key.rotated(event);
        });
    }

    @EventHandler
    void on(ApiKeyRevoked event, Position position) {
        keys.change(event.key(), position, key -> {
            discount(key, position);
            return key.ended();
        });
    }

    private void discount(TenantKey key, Position position) {
        if (key.counts()) {
            counts.change(key.tenant(), position, new ApiKeyCount(0), it -> new ApiKeyCount(it.keys() - 1));
        }
    }

    @QueryHandler
    FoundApiKey handle(FindApiKey query) {
        return new FoundApiKey(keys.find(query.key())
                .filter(key -> key.tenant().equals(query.tenant()))
                .map(key ->
                        key.listedAt(clock.instant(), sightings.last(key.key()).orElse(null))));
    }

    @QueryHandler
    ApiKeyCount handle(CountApiKeys query) {
        return counts.find(query.tenant()).orElse(new ApiKeyCount(0));
    }

    @QueryHandler
    ApiKeyListingPage handle(ListApiKeys query) {
        return new Listing(keys, sightings, query, clock.instant()).listings();
    }
}
