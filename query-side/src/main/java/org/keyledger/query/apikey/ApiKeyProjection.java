package org.keyledger.query.apikey;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.queryhandling.QueryHandler;
import org.keyledger.kernel.apikey.ApiKeyCount;
import org.keyledger.kernel.apikey.ApiKeyEvent;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyChanged;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyConfirmed;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyIssued;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRevoked;
import org.keyledger.kernel.apikey.ApiKeyEvent.ApiKeyRotated;
import org.keyledger.kernel.apikey.ApiKeyListingPage;
import org.keyledger.kernel.apikey.ApiKeyQuery.CountApiKeys;
import org.keyledger.kernel.apikey.ApiKeyQuery.FindApiKey;
import org.keyledger.kernel.apikey.ApiKeyQuery.ListApiKeys;
import org.keyledger.kernel.apikey.FoundApiKey;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.CredentialVersion;
import org.keyledger.kernel.user.UserEvent.ApiKeysEnded;
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

    static final String BY_EXTERNAL_ID = "external-id";

    private static final ViewDefinition<ApiKeyView> KEYS =
            ViewDefinition.of("api-keys", ApiKeyView.class).ordered(BY_TENANT, ApiKeyProjection::indexKey);
    private static final ViewDefinition<ApiKeyCountView> COUNTS =
            ViewDefinition.of("api-key-counts", ApiKeyCountView.class);
    private static final ViewDefinition<AcceptedFrom> ACCEPTED_FROM =
            ViewDefinition.of("api-keys-accepted-from", AcceptedFrom.class);
    static final List<String> VIEWS = List.of(KEYS.view(), COUNTS.view(), ACCEPTED_FROM.view());

    /** The oldest version of the credential on which keys of a tenant were created that are accepted. */
    record AcceptedFrom(CredentialVersion credential) {}

    private final View<ApiKeyView> keys;
    private final View<ApiKeyCountView> counts;
    private final RestoreMarks restores;
    private final View<AcceptedFrom> acceptedFrom;
    private final RecentApiKeys recent;
    private final ExternalIdIndex externalIds;
    private final LastUsedTracker lastUsed;
    private final Clock clock;

    ApiKeyProjection(
            ReadModels models,
            RecentApiKeys recent,
            ExternalIdIndex externalIds,
            LastUsedTracker lastUsed,
            Clock clock) {
        this.keys = models.view(KEYS.orderedIfPresent(BY_EXTERNAL_ID, this::externalIdIndexKey));
        this.recent = recent;
        this.externalIds = externalIds;
        this.counts = models.view(COUNTS);
        this.restores = new RestoreMarks(models);
        this.acceptedFrom = models.view(ACCEPTED_FROM);
        this.lastUsed = lastUsed;
        this.clock = clock;
    }

    private static IndexKey indexKey(ApiKeyView key) {
        return new IndexKey(key.tenant().toString(), sortKey(key));
    }

    private Optional<IndexKey> externalIdIndexKey(ApiKeyView key) {
        return Optional.ofNullable(key.grant().externalId())
                .flatMap(externalId -> externalIds.entry(key.tenant(), externalId))
                .map(entry -> new IndexKey(entry, sortKey(key)));
    }

    private static String sortKey(ApiKeyView key) {
        return String.format("%019d", key.created());
    }

    @EventHandler
    void on(ApiKeyIssued event, Position position, @Timestamp Instant time) {
        var created = ApiKeyView.of(event, position, time);
        keys.add(event.key(), position, created);
        recent.created(created, position);
        if (!event.credential().isBefore(version(acceptedFrom.findInBatch(event.tenant())))) {
            counts.change(event.tenant(), position, ApiKeyCountView.NONE.withKey(), ApiKeyCountView::withKey);
        }
    }

    @EventHandler
    void on(ApiKeyChanged event, Position position) {
        keys.change(event.key(), position, key -> recent.changed(key.after(event), position));
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
        keys.change(event.key(), position, key -> recent.changed(key.confirmedAt(position), position));
    }

    /** Keys are not rewritten one by one: a key that was created on an older version may follow. */
    @EventHandler
    void on(ApiKeysEnded event, Position position) {
        acceptedFrom.put(event.tenant(), position, new AcceptedFrom(event.credential()));
        counts.put(event.tenant(), position, ApiKeyCountView.NONE);
    }

    private CredentialVersion acceptedFrom(TenantId tenant) {
        return version(acceptedFrom.find(tenant));
    }

    private static CredentialVersion version(Optional<AcceptedFrom> found) {
        return found.map(AcceptedFrom::credential).orElse(CredentialVersion.FIRST);
    }

    private void end(ApiKeyEvent event, Position position, Instant time) {
        keys.change(event.key(), position, key -> {
            var current = key.acceptedFrom(version(acceptedFrom.findInBatch(key.tenant())));
            counts.change(
                    key.tenant(),
                    position,
                    ApiKeyCountView.NONE,
                    count ->
                            count.after(current.lifetime(), current.after(event).lifetime(), time));
            return recent.changed(key.after(event), position);
        });
    }

    @QueryHandler
    FoundApiKey handle(FindApiKey query) {
        return new FoundApiKey(keys.find(query.key())
                .filter(key -> key.tenant().equals(query.tenant()))
                .map(key -> key.acceptedFrom(acceptedFrom(key.tenant()))
                        .toListing(
                                clock.instant(),
                                restores.keySuspension(key.tenant()),
                                lastUsed.lastUsed(key.key()).orElse(null))));
    }

    @QueryHandler
    ApiKeyCount handle(CountApiKeys query) {
        return counts.find(query.tenant()).orElse(ApiKeyCountView.NONE).toCount(clock.instant());
    }

    @QueryHandler
    ApiKeyListingPage handle(ListApiKeys query) {
        var suspension = restores.keySuspension(query.tenant());
        return new ApiKeyPager(
                        keys, externalIds, acceptedFrom(query.tenant()), lastUsed, query, suspension, clock.instant())
                .listings();
    }
}
