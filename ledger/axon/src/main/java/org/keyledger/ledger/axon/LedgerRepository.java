package org.keyledger.ledger.axon;

import org.axonframework.config.AggregateConfigurer;
import org.axonframework.config.Configuration;
import org.axonframework.eventsourcing.AggregateDeletedException;
import org.axonframework.eventsourcing.EventSourcedAggregate;
import org.axonframework.eventsourcing.EventSourcingRepository;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates from the ledger, or from memory where they are known as they stand there. What a unit of work touched that
 * failed is forgotten.
 */
public final class LedgerRepository<A> extends EventSourcingRepository<A> {

    private final AggregateCache cache;

    private LedgerRepository(Builder<A> builder, AggregateCache known) {
        super(builder);
        this.cache = known;
    }

    /** How aggregates of this type are kept where an {@link LedgerAxonAdapter} is a component of the configuration. */
    public static <A> AggregateConfigurer<A> of(Class<A> type) {
        return AggregateConfigurer.defaultConfiguration(type).configureRepository(axon -> of(type, axon));
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

    /** Two types do not share ids: what is known by an id is of this type. */
    @Override
    @SuppressWarnings("unchecked")
    protected EventSourcedAggregate<A> doLoadWithLock(String id, @Nullable Long expectedVersion) {
        var latest = cache.findCurrent(id);
        if (latest.isEmpty()) {
            return super.doLoadWithLock(id, expectedVersion);
        }
        evictOnRollback(id);
        var aggregate = (EventSourcedAggregate<A>) latest.get();
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
        CurrentUnitOfWork.get().onRollback(it -> cache.evict(id));
    }
}
