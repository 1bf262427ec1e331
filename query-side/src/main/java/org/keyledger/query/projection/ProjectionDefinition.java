package org.keyledger.query.projection;

import java.util.List;
import java.util.function.Function;

/**
 * The projection of one feature.
 *
 * @param views the views that it writes
 * @param handlerFactory creates the handler of events and queries for the given read models: the current ones, or those
 *     of a rebuild
 */
public record ProjectionDefinition(List<String> views, Function<ReadModels, Object> handlerFactory) {

    public ProjectionDefinition {
        views = List.copyOf(views);
    }
}
