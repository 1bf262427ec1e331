package org.keyledger.query.projection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.Function;
import org.keyledger.kernel.ErasureListener;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.Document;

/**
 * Decrypted documents of one view, so that those of active tenants are not decrypted by each query. A document is used only
 * while the stored one has the same position, so it is never stale. All are dropped at an erasure, and each after a minute
 * at most, which is also how long keys are cached.
 */
public final class OpenedDocuments<D> implements ErasureListener {

    private static final int MAX_DOCUMENTS = 10_000;
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final Cache<String, Opened<D>> documents = Caffeine.newBuilder()
            .maximumSize(MAX_DOCUMENTS)
            .expireAfterWrite(MAX_AGE)
            .executor(Runnable::run)
            .build();

    private volatile long erasures;

    private record Opened<D>(Position position, D document) {}

    D get(Document stored, Function<Document, D> open) {
        var known = documents.getIfPresent(stored.id());
        if (known != null && known.position().equals(stored.position())) {
            return known.document();
        }
        var erasuresBefore = erasures;
        var opened = open.apply(stored);
        documents.put(stored.id(), new Opened<>(stored.position(), opened));
        if (erasures != erasuresBefore) {
            documents.invalidate(stored.id()); // it may contain what was erased meanwhile
        }
        return opened;
    }

    @Override
    public synchronized void onErased() {
        erasures++;
        documents.invalidateAll();
    }
}
