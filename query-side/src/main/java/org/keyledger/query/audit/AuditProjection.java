package org.keyledger.query.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.eventhandling.Timestamp;
import org.axonframework.messaging.MetaData;
import org.axonframework.queryhandling.QueryHandler;
import org.jspecify.annotations.Nullable;
import org.keyledger.kernel.Actor;
import org.keyledger.kernel.EventTypes;
import org.keyledger.kernel.RequestMetadata;
import org.keyledger.kernel.audit.AuditEntryPage;
import org.keyledger.kernel.audit.AuditQuery.ListSecurityEvents;
import org.keyledger.kernel.tenant.TenantId;
import org.keyledger.kernel.user.UserId;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.IndexKey;
import org.keyledger.query.projection.ReadModels;
import org.keyledger.query.projection.View;
import org.keyledger.query.projection.ViewDefinition;

/**
 * Projects the security events of each user, newest first. Entries are never removed: an erased user's entries stay
 * without what was personal.
 */
final class AuditProjection {

    static final String VIEW = "security-events";
    private static final int MAX_LIMIT = 200;
    private static final String BY_USER = "user";

    /** So that a page of one family reads no entries of others. */
    private static final String BY_FAMILY = "family";

    private static final ViewDefinition<AuditView> DEFINITION = ViewDefinition.of(VIEW, AuditView.class)
            .orderedIfPresent(BY_USER, entry -> indexKey(entry, UserId::toString))
            .orderedIfPresent(BY_FAMILY, entry -> indexKey(entry, user -> partition(user, entry.family())));

    private final SecurityEvents events = new SecurityEvents();
    private final View<AuditView> entries;

    AuditProjection(ReadModels models) {
        this.entries = models.view(DEFINITION);
    }

    private static Optional<IndexKey> indexKey(AuditView entry, Function<UserId, String> partition) {
        return Optional.ofNullable(entry.user())
                .map(user -> new IndexKey(partition.apply(user), sortKey(entry.position())));
    }

    private static String partition(UserId user, String family) {
        return user + " " + family;
    }

    private static String sortKey(long position) {
        return String.format("%019d", position);
    }

    @EventHandler
    void on(Object event, Position position, @Timestamp Instant time, MetaData metadata) {
        events.factsOf(event).ifPresent(facts -> {
            var origin = facts.creates() ? Optional.<AuditView>empty() : find(facts.origin());
            var entry = entry(event, facts, origin, position, time, metadata);
            entries.add(facts.creates() ? String.valueOf(facts.origin()) : sortKey(position.value()), position, entry);
            if (!facts.creates()) {
                changeLatestLabel(facts, position);
            }
        });
    }

    private void changeLatestLabel(Facts facts, Position position) {
        if (facts.origin() != null && facts.label() != null) {
            entries.changeIfPresent(facts.origin(), position, it -> it.withLatestLabel(facts.label()));
        }
    }

    private Optional<AuditView> find(@Nullable Object id) {
        return id == null ? Optional.empty() : entries.findInBatch(id);
    }

    private AuditView entry(
            Object event,
            Facts facts,
            Optional<AuditView> origin,
            Position position,
            Instant time,
            Map<String, ?> metadata) {
        var actor = Actor.of(metadata).orElseGet(Actor::system);
        var user = first(facts.user(), origin.map(AuditView::user), actor.user());
        var owner = first(facts.owner(), origin.map(AuditView::owner), null);
        var label = first(facts.label(), origin.map(AuditView::latestLabel), null);
        return new AuditView(
                position.value(),
                time,
                EventTypes.nameOf(event),
                user,
                first(facts.tenant(), origin.map(AuditView::tenant), tenantOf(user, actor)),
                actor.kind(),
                actor.user(),
                actor.credential(),
                personal(actor, metadata, RequestMetadata.ADDRESS),
                personal(actor, metadata, RequestMetadata.USER_AGENT),
                facts.details(),
                facts.name(),
                owner,
                label,
                facts.creates() ? label : null);
    }

    private @Nullable TenantId tenantOf(@Nullable UserId user, Actor actor) {
        return find(user).map(AuditView::tenant).orElse(actor.tenant());
    }

    private static <T> @Nullable T first(@Nullable T own, Optional<T> ofOrigin, @Nullable T otherwise) {
        return own != null ? own : ofOrigin.orElse(otherwise);
    }

    private static @Nullable String personal(Actor actor, Map<String, ?> metadata, String name) {
        var value = metadata.get(name);
        return actor.user() == null || value == null ? null : value.toString();
    }

    @QueryHandler
    AuditEntryPage handle(ListSecurityEvents query) {
        if (query.limit() < 1 || query.limit() > MAX_LIMIT) {
            throw new IllegalArgumentException("limit must be between 1 and " + MAX_LIMIT + ", was " + query.limit());
        }
        var page = entries.page(
                query.family() == null ? BY_USER : BY_FAMILY,
                query.family() == null ? query.user() : partition(query.user(), query.family()),
                Optional.ofNullable(query.cursor()),
                query.limit(),
                entry -> true);
        return new AuditEntryPage(
                page.documents().stream().map(AuditView::toEntry).toList(),
                page.cursor().orElse(null));
    }
}
