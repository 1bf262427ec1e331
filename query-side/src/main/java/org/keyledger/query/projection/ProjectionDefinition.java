package org.keyledger.query.projection;

import java.util.List;
import java.util.function.Function;

/**
 * What one feature remembers.
 *
 * @param views the views that it writes
 * @param handlerFactory makes its handler of events and queries over the read models it is given: the current ones, or those of a
 *     rebuild
 */
public record ProjectionDefinition(List<String> views, Function<ReadModels, Object> handlerFactory) {

    public ProjectionDefinition {
        views = List.copyOf(views);
    }
}
