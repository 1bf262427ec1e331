package org.keyledger.query.projection;

import java.util.List;
import org.axonframework.config.Configurer;
import org.keyledger.ledger.StorageOpenException;
import org.keyledger.ledger.axon.EventApplier.EventFollower;
import org.keyledger.ledger.axon.LedgerAxonAdapter;
import org.keyledger.ledger.axon.ProjectionReplay;

/** All projections of the service over one generation of the read models. */
final class ProjectionRegistry {

    private final ReadModels models;
    private final List<Object> handlers;

    ProjectionRegistry(ReadModels models, List<ProjectionDefinition> projections) {
        this.models = models;
        this.handlers = projections.stream()
                .map(projection -> projection.handlerFactory().apply(models))
                .toList();
    }

    /** Registers their query handlers. */
    void registerQueryHandlers(Configurer configurer) {
        handlers.forEach(handler -> configurer.registerQueryHandler(axon -> handler));
        configurer.onInitialize(axon -> axon.onStart(
                () -> axon.queryBus().registerHandlerInterceptor(new MinPositionInterceptor(models.progress()))));
    }

    /** Those of the projections whose documents can end without an event. */
    List<ExpiringProjection> expiring() {
        return handlers.stream()
                .filter(ExpiringProjection.class::isInstance)
                .map(ExpiringProjection.class::cast)
                .toList();
    }

    /** A replay that applies events from the first one to these projections. */
    ProjectionReplay replay(LedgerAxonAdapter axon) {
        return new ProjectionReplay(models.group(), axon, handlers);
    }

    /** Applies events to these projections. */
    EventFollower follower() {
        return models.group().follower(handlers);
    }

    /** @throws StorageOpenException if the read models contain events that the ledger does not contain */
    void requireNotAhead() {
        models.requireNotAhead();
    }
}
