package org.keyledger.ledger.axon;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.keyledger.ledger.Ledger;

/**
 * The aggregates that were used last, so that a command need not read and open a history that may be long. One is given
 * out if the ledger has no event of it after its last: a decision to do nothing is checked by no index, and
 * another node may have gone on.
 */
final class AggregateCache {

    private static final int MAX_AGGREGATES = 10_000;

    private final Ledger ledger;
    private final Cache<String, EventSourcedAggregate<?>> cache = Caffeine.newBuilder()
            .maximumSize(MAX_AGGREGATES)
            .executor(Runnable::run)
            .build();

    AggregateCache(Ledger ledger) {
        this.ledger = ledger;
    }

    /** The aggregate as it stands in the ledger, if that is known; to be used under its lock. */
    Optional<EventSourcedAggregate<?>> findCurrent(String id) {
        return Optional.<EventSourcedAggregate<?>>ofNullable(cache.getIfPresent(id))
                .filter(it -> ledger.readEvents(id, it.version() + 1).isEmpty());
    }

    /** One without events is not known: there is nothing to tell how far it goes. */
    void put(EventSourcedAggregate<?> aggregate) {
        if (aggregate.version() != null) {
            cache.put(aggregate.identifierAsString(), aggregate);
        }
    }

    void evict(String id) {
        cache.invalidate(id);
    }

    void evictAll() {
        cache.invalidateAll();
    }
}
