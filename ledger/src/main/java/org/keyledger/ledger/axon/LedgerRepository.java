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

    private final AggregateCache known;

    private LedgerRepository(Builder<A> builder, AggregateCache known) {
        super(builder);
        this.known = known;
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
                axon.getComponent(LedgerAxonAdapter.class).knownAggregates());
    }

    /** Two types do not share ids: what is known by an id is of this type. */
    @Override
    @SuppressWarnings("unchecked")
    protected EventSourcedAggregate<A> doLoadWithLock(String id, @Nullable Long expectedVersion) {
        var latest = known.latest(id);
        if (latest.isEmpty()) {
            return super.doLoadWithLock(id, expectedVersion);
        }
        forgetOnRollback(id);
        var aggregate = (EventSourcedAggregate<A>) latest.get();
        if (aggregate.isDeleted()) {
            throw new AggregateDeletedException(id);
        }
        return aggregate;
    }

    @Override
    protected void doSaveWithLock(EventSourcedAggregate<A> aggregate) {
        super.doSaveWithLock(aggregate);
        learn(aggregate);
    }

    @Override
    protected void doDeleteWithLock(EventSourcedAggregate<A> aggregate) {
        super.doDeleteWithLock(aggregate);
        learn(aggregate);
    }

    private void learn(EventSourcedAggregate<A> aggregate) {
        forgetOnRollback(aggregate.identifierAsString());
        known.learn(aggregate);
    }

    private void forgetOnRollback(String id) {
        CurrentUnitOfWork.get().onRollback(it -> known.forget(id));
    }
}
