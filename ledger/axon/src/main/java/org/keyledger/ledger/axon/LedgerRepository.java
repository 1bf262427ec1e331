package org.keyledger.ledger.axon;

import java.util.Optional;
import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.command.Aggregate;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.jspecify.annotations.Nullable;
import org.keyledger.ledger.Ledger;
import org.keyledger.ledger.RecentWrites;

/** Loads aggregates from a cache if they are current there, or else from the ledger. A rollback evicts the aggregate. */
public final class LedgerRepository<A> extends EventSourcingRepository<A> {

    private final AggregateCache cache;

    private LedgerRepository(Builder<A> builder, AggregateCache cache) {
        super(builder);
        this.cache = cache;
    }

    /** Configuration of an aggregate type; the Axon configuration must have a {@link LedgerAxonAdapter} component. */
    public static <A> AggregateConfigurer<A> of(Class<A> type) {
        return AggregateConfigurer.defaultConfiguration(type).configureRepository(axon -> of(type, axon));
    }

    /**
     * Loads an aggregate that may not exist; empty if it has no event or is deleted. An absent one costs a look-up and no
     * exception.
     */
    public static <A> Optional<Aggregate<A>> find(Repository<A> repository, String id) {
        if (repository instanceof LedgerRepository<A> ledgerRepository && !ledgerRepository.exists(id)) {
            return Optional.empty();
        }
        try {
            return Optional.of(repository.load(id));
        } catch (AggregateNotFoundException e) {
            return Optional.empty();
        }
    }

    private boolean exists(String id) {
        return managedAggregates(CurrentUnitOfWork.get()).containsKey(id) || cache.exists(id);
    }

    private static <A> LedgerRepository<A> of(Class<A> type, Configuration axon) {
        return new LedgerRepository<>(
                EventSourcingRepository.builder(type)
                        .parameterResolverFactory(axon.parameterResolverFactory())
                        .handlerDefinition(axon.handlerDefinition(type))
                        .eventStore(axon.eventStore())
                        .repositoryProvider(axon::repository),
                axon.getComponent(LedgerAxonAdapter.class).aggregateCache());
    }

    /** The cast is safe because ids are unique across aggregate types. */
    @Override
    @SuppressWarnings("unchecked")
    protected EventSourcedAggregate<A> doLoadWithLock(String id, @Nullable Long expectedVersion) {
        var cached = cache.findCurrent(id);
        if (cached.isEmpty()) {
            return super.doLoadWithLock(id, expectedVersion);
        }
        evictOnRollback(id);
        var aggregate = (EventSourcedAggregate<A>) cached.get();
        if (aggregate.isDeleted()) {
            throw new AggregateDeletedException(id);
        }
        return aggregate;
    }

    @Override
    protected void doSaveWithLock(EventSourcedAggregate<A> aggregate) {
        super.doSaveWithLock(aggregate);
        putInCache(aggregate);
    }

    @Override
    protected void doDeleteWithLock(EventSourcedAggregate<A> aggregate) {
        super.doDeleteWithLock(aggregate);
        putInCache(aggregate);
    }

    private void putInCache(EventSourcedAggregate<A> aggregate) {
        evictOnRollback(aggregate.identifierAsString());
        cache.put(aggregate);
    }

    private void evictOnRollback(String id) {
        CurrentUnitOfWork.get().onRollback(unitOfWork -> cache.evict(id));
    }

    /**
     * Caches recently used aggregates, so that a command need not read and decrypt a long history. A cached aggregate is
     * used only if the ledger has no later event of it: a decision that records no event is not checked by the store, and
     * another node may have recorded one.
     */
    static final class AggregateCache {

        private static final int MAX_AGGREGATES = 10_000;

        private final Ledger ledger;
        private final RecentWrites<String, EventSourcedAggregate<?>> aggregates = RecentWrites.of(MAX_AGGREGATES);

        AggregateCache(Ledger ledger) {
            this.ledger = ledger;
        }

        /** The cached aggregate if it has all its recorded events; must be used under the lock of the aggregate. */
        Optional<EventSourcedAggregate<?>> findCurrent(String id) {
            return Optional.<EventSourcedAggregate<?>>ofNullable(aggregates.get(id))
                    .filter(it -> !ledger.hasEventAfter(id, it.version()));
        }

        boolean exists(String id) {
            return aggregates.get(id) != null || ledger.lastSequence(id).isPresent();
        }

        /** An aggregate without events is not cached: it has no version to compare. */
        void put(EventSourcedAggregate<?> aggregate) {
            if (aggregate.version() != null) {
                aggregates.put(aggregate.identifierAsString(), aggregate);
            }
        }

        void evict(String id) {
            aggregates.remove(id);
        }

        void evictAll() {
            aggregates.clear();
        }
    }
}
