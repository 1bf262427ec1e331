package org.keyledger.ledger.append;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far aggregates are known to reach. A history never shrinks, so what is here is true, if perhaps no longer the
 * whole truth: other nodes write too.
 */
final class LastSequenceCache {

    private static final int MAX_AGGREGATES = 50_000;

    private final Map<String, Long> sequences = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > MAX_AGGREGATES;
        }
    };

    Optional<Long> get(String aggregate) {
        return Optional.ofNullable(sequences.get(aggregate));
    }

    void put(String aggregate, long sequence) {
        sequences.merge(aggregate, sequence, Math::max);
    }
}
