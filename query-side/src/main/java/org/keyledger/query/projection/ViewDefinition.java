package org.keyledger.query.projection;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.keyledger.ledger.Views.IndexKey;

/**
 * Defines a view: its name, document type and indexes. Annotated components are encrypted.
 *
 * @param view the name of the view
 * @param type a record
 * @param unique for each unique index, the key of a document, if it has one
 * @param ordered for each ordered index, the partition and sort key of a document
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
        unique.forEach((index, key) -> key.apply(document).ifPresent(value -> keys.put(index, value)));
        return keys;
    }

    Map<String, IndexKey> indexKeysOf(D document) {
        var indexKeys = new HashMap<String, IndexKey>();
        ordered.forEach((index, indexKey) -> indexKeys.put(index, indexKey.apply(document)));
        return indexKeys;
    }
}
