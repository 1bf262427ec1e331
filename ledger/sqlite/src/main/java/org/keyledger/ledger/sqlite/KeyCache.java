package org.keyledger.ledger.sqlite;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.keyledger.ledger.Vault.Subject.Active;

/** The keys opened last, so that not every field costs a question to the disk. */
final class KeyCache {

    private static final int MAX_KEYS = 10_000;

    private final Map<String, Active> keys = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Active> eldest) {
            return size() > MAX_KEYS;
        }
    };

    synchronized Optional<Active> get(String subject) {
        return Optional.ofNullable(keys.get(subject));
    }

    synchronized void put(String subject, Active key) {
        keys.put(subject, key);
    }

    synchronized void evict(String subject) {
        keys.remove(subject);
    }
}
