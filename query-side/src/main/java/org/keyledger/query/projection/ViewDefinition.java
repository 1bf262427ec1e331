package org.keyledger.query.projection;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.keyledger.ledger.Views.IndexKey;
import org.keyledger.ledger.annotation.Secret;

/**
 * Defines a view: its name, document type and indexes. Annotated components are encrypted.
 *
 * @param view the name of the view
 * @param type a record
 * @param unique for each unique index, the key of a document, if it has one
 * @param ordered for each ordered index, the partition and sort key of a document, if it is in the index
 * @param end when a document can no longer matter to any query; empty if never
 */
public record ViewDefinition<D>(
        String view,
        Class<D> type,
        Map<String, Function<D, Optional<String>>> unique,
        Map<String, Function<D, Optional<IndexKey>>> ordered,
        Function<D, Optional<Instant>> end) {

    /** The ordered index of a view with expiring documents; its pages start with the documents that end first. */
    static final String BY_END = "end";

    static final String END_PARTITION = "all";

    public static <D> ViewDefinition<D> of(String view, Class<D> type) {
        return new ViewDefinition<>(view, type, Map.of(), Map.of(), document -> Optional.empty());
    }

    public ViewDefinition<D> unique(String index, Function<D, Optional<String>> key) {
        var more = new HashMap<>(unique);
        more.put(index, key);
        return new ViewDefinition<>(view, type, Map.copyOf(more), ordered, end);
    }

    public ViewDefinition<D> ordered(String index, Function<D, IndexKey> indexKey) {
        return orderedIfPresent(index, indexKey.andThen(Optional::of));
    }

    public ViewDefinition<D> orderedIfPresent(String index, Function<D, Optional<IndexKey>> indexKey) {
        var more = new HashMap<>(ordered);
        more.put(index, indexKey);
        return new ViewDefinition<>(view, type, unique, Map.copyOf(more), end);
    }

    /** Removes each document some time after this end; a document without one stays. */
    public ViewDefinition<D> expiring(Function<D, Optional<Instant>> end) {
        return new ViewDefinition<>(view, type, unique, ordered, end);
    }

    /** Whether documents contain a {@link Secret}; these are never kept decrypted. */
    boolean hasSecrets() {
        return Stream.of(type.getRecordComponents()).anyMatch(it -> it.isAnnotationPresent(Secret.class));
    }

    Map<String, String> uniqueKeysOf(D document) {
        var keys = new HashMap<String, String>();
        unique.forEach((index, key) -> key.apply(document).ifPresent(value -> keys.put(index, value)));
        return keys;
    }

    Map<String, IndexKey> indexKeysOf(D document) {
        var indexKeys = new HashMap<String, IndexKey>();
        ordered.forEach((index, indexKey) -> indexKey.apply(document).ifPresent(value -> indexKeys.put(index, value)));
        end.apply(document).ifPresent(time -> indexKeys.put(BY_END, new IndexKey(END_PARTITION, endSortKey(time))));
        return indexKeys;
    }

    /** Pages are in descending order, so an earlier end has the greater key. */
    static String endSortKey(Instant end) {
        return String.format("%019d", Long.MAX_VALUE - Math.max(0, end.toEpochMilli()));
    }

    boolean hasEnded(D document, Instant now) {
        return end.apply(document).filter(time -> !now.isBefore(time)).isPresent();
    }
}
