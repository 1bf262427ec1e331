package org.keyledger.query.projection;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.keyledger.ledger.Views.IndexKey;

/**
 * A kind of document: the view it is kept in, and where it can be found there. Its marked fields are sealed.
 *
 * @param view the name of the view
 * @param type a record
 * @param unique for each unique index the key that leads to a document, if one does
 * @param ordered for each ordered index where a document stands in it
 */
public record ViewDefinition<D>(
        String view,
        Class<D> type,
        Map<String, Function<D, Optional<String>>> unique,
        Map<String, Function<D, IndexKey>> ordered) {

    public static <D> ViewDefinition<D> of(String view, Class<D> type) {
        return new ViewDefinition<>(view, type, Map.of(), Map.of());
    }

    public ViewDefinition<D> unique(String index, Function<D, Optional<String>> key) {
        var more = new HashMap<>(unique);
        more.put(index, key);
        return new ViewDefinition<>(view, type, Map.copyOf(more), ordered);
    }

    public ViewDefinition<D> ordered(String index, Function<D, IndexKey> indexKey) {
        var more = new HashMap<>(ordered);
        more.put(index, indexKey);
        return new ViewDefinition<>(view, type, unique, Map.copyOf(more));
    }

    Map<String, String> uniqueKeysOf(D document) {
        var keys = new HashMap<String, String>();
        unique.forEach((index, key) -> key.apply(document).ifPresent(it -> keys.put(index, it)));
        return keys;
    }

    Map<String, IndexKey> indexKeysOf(D document) {
        var indexKeys = new HashMap<String, IndexKey>();
        ordered.forEach((index, place) -> indexKeys.put(index, place.apply(document)));
        return indexKeys;
    }
}
