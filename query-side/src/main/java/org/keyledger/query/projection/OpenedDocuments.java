package org.keyledger.query.projection;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.Function;
import org.keyledger.kernel.ErasureListener;
import org.keyledger.ledger.Position;
import org.keyledger.ledger.Views.Document;

/**
 * Decrypted documents of all views without secrets, so that those of active users and tenants are not decrypted by each
 * query and each event. A document is used only while the stored one has the same position, so it is never stale: an event
 * changes a document at most once. All are dropped at an erasure, and each after a minute at most, which is also how long
 * keys are cached.
 */
final class OpenedDocuments implements ErasureListener {

    private static final int MAX_DOCUMENTS = 10_000;
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final Cache<DocumentKey, Opened> documents = Caffeine.newBuilder()
            .maximumSize(MAX_DOCUMENTS)
            .expireAfterWrite(MAX_AGE)
            .executor(Runnable::run)
            .build();

    private volatile long erasures;

    private record DocumentKey(String view, String id) {}

    private record Opened(Position position, Object document) {}

    <D> D get(ViewDefinition<D> view, Document stored, Function<Document, D> open) {
        var key = new DocumentKey(view.view(), stored.id());
        var known = documents.getIfPresent(key);
        if (known != null && known.position().equals(stored.position())) {
            return view.type().cast(known.document());
        }
        var erasuresBefore = erasures;
        var opened = open.apply(stored);
        documents.put(key, new Opened(stored.position(), opened));
        if (erasures != erasuresBefore) {
            documents.invalidate(key); // it may contain what was erased meanwhile
        }
        return opened;
    }

    @Override
    public synchronized void onErased() {
        erasures++;
        documents.invalidateAll();
    }
}
